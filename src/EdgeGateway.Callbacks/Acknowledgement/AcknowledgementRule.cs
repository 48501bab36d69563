using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Acknowledgement;

/// <summary>Decides which merchant answers acknowledge a callback: by status and, if configured, by body.</summary>
public sealed record AcknowledgementRule
{
    /// <summary>The maximum nesting depth of a body that is read.</summary>
    private const int MaxDepth = 16;

    private readonly byte[]? _field;
    private readonly byte[]? _value;

    private AcknowledgementRule(StatusRange status, AnswerCheck check, string? field, string? value)
        : this(status, check, field is null ? null : Encoding.UTF8.GetBytes(field), value is null ? null : Encoding.UTF8.GetBytes(value))
    {
    }

    private AcknowledgementRule(StatusRange status, AnswerCheck check, byte[]? field, byte[]? value)
    {
        Status = status;
        Check = check;
        _field = field;
        _value = value;
    }

    /// <summary>The statuses that may acknowledge.</summary>
    public StatusRange Status { get; }

    /// <summary>What is checked in the answer's body.</summary>
    public AnswerCheck Check { get; }

    /// <summary>Whether the answer's body is checked.</summary>
    public bool ReadsBody => Check != AnswerCheck.None;

    /// <summary>Any answer within <paramref name="status"/>.</summary>
    public static AcknowledgementRule ForStatus(StatusRange status) => new(status, AnswerCheck.None, default(string), null);

    /// <summary>An answer within <paramref name="status"/> whose JSON object has <paramref name="field"/> with the scalar
    /// value <paramref name="expected"/>, compared as text: <c>0</c> and <c>"0"</c> are the same.</summary>
    public static AcknowledgementRule ForJsonField(StatusRange status, string field, string expected) =>
        new(status, AnswerCheck.JsonFieldEquals, field, expected);

    /// <summary>An answer within <paramref name="status"/> whose JSON object has <paramref name="field"/>, other than null.</summary>
    public static AcknowledgementRule ForJsonHas(StatusRange status, string field) => new(status, AnswerCheck.JsonHas, field, null);

    /// <summary>
    /// An answer within <paramref name="status"/> that equals <paramref name="expected"/>, ignoring surrounding white space.
    /// </summary>
    public static AcknowledgementRule ForText(StatusRange status, string expected) => new(status, AnswerCheck.Equals, null, expected);

    /// <summary>An answer within <paramref name="status"/> that contains <paramref name="expected"/>.</summary>
    public static AcknowledgementRule ForContained(StatusRange status, string expected) => new(status, AnswerCheck.Contains, null, expected);

    /// <summary>An answer within <paramref name="status"/> whose XML has an element <paramref name="field"/> with the text
    /// <paramref name="expected"/>.</summary>
    public static AcknowledgementRule ForXmlField(StatusRange status, string field, string expected) =>
        new(status, AnswerCheck.XmlFieldEquals, field, expected);

    /// <summary>The same body check with other statuses.</summary>
    public AcknowledgementRule WithStatus(StatusRange status) => new(status, Check, _field, _value);

    /// <summary>The same rule with the text expected in the answer to one callback.</summary>
    public AcknowledgementRule WithExpected(byte[] expected) => new(Status, Check, _field, expected);

    /// <summary>Whether a complete answer acknowledges.</summary>
    public bool IsAcknowledgedBy(int status, ReadOnlySpan<byte> body) => Status.Contains(status) && Check switch
    {
        AnswerCheck.None => true,
        AnswerCheck.JsonFieldEquals or AnswerCheck.JsonHas => FieldMatches(body),
        AnswerCheck.Equals => body.Trim(" \t\r\n"u8).SequenceEqual(_value),
        AnswerCheck.Contains => body.IndexOf(_value) >= 0,
        AnswerCheck.XmlFieldEquals => XmlAnswer.Holds(body, Encoding.UTF8.GetString(_field!), Encoding.UTF8.GetString(_value!)),
        _ => throw new InvalidOperationException($"There is no check {Check}."),
    };

    /// <summary>
    /// Why an answer does not acknowledge: what was expected and what came, clipped and without control characters, as in
    /// <c>expected code=0, got "OK"</c>.
    /// </summary>
    public string DescribeRefusal(int status, ReadOnlySpan<byte> body) => AnswerDifference.Describe(this, _field, _value, status, body);

    /// <summary>The shortest answer that satisfies the rule; recorded when the real answer is too long.</summary>
    public RecordedAcknowledgement ShortestAnswer(int status) => Check switch
    {
        AnswerCheck.None => new RecordedAcknowledgement(status, ContentType: null, Body: default),
        AnswerCheck.Equals or AnswerCheck.Contains => new RecordedAcknowledgement(status, "text/plain", _value),
        AnswerCheck.XmlFieldEquals => new RecordedAcknowledgement(status, "text/xml", XmlAnswer.Write(Encoding.UTF8.GetString(_field!), Encoding.UTF8.GetString(_value!))),
        _ => new RecordedAcknowledgement(status, "application/json", ShortestJson()),
    };

    private byte[] ShortestJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WritePropertyName(_field);
            if (Check == AnswerCheck.JsonHas)
            {
                writer.WriteBooleanValue(true);
            }
            else if (IsLiteral(_value))
            {
                writer.WriteRawValue(_value!);
            }
            else
            {
                writer.WriteStringValue(_value);
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Whether the configured value is a JSON integer or boolean; <c>007</c> is neither.</summary>
    private static bool IsLiteral(ReadOnlySpan<byte> value) =>
        value.SequenceEqual("true"u8)
        || value.SequenceEqual("false"u8)
        || (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number.TryFormat(stackalloc byte[20], out var length, default, CultureInfo.InvariantCulture)
            && length == value.Length);

    private bool FieldMatches(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            return ReadFieldMatches(ref reader);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool ReadFieldMatches(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var matches = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isField = TextEquals(ref reader, _field);
            reader.Read();
            if (isField)
            {
                // The last duplicate wins, as in most JSON parsers.
                matches = Check == AnswerCheck.JsonHas ? reader.TokenType != JsonTokenType.Null : ScalarEquals(ref reader);
            }

            reader.Skip();
        }

        // Only white space may follow.
        return !reader.Read() && matches;
    }

    private bool ScalarEquals(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => TextEquals(ref reader, _value),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => reader.ValueSpan.SequenceEqual(_value),
        _ => false,
    };

    /// <summary>A lone surrogate is not valid text, and the reader throws when it compares one.</summary>
    private static bool TextEquals(ref Utf8JsonReader reader, ReadOnlySpan<byte> text) =>
        (!reader.ValueIsEscaped || JsonEscapes.IsValidText(reader.ValueSpan)) && reader.ValueTextEquals(text);
}
