using System.Buffers;
using System.Buffers.Text;
using System.Text;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>Where a callback carries its signature, and how it is encoded. Immutable.</summary>
internal sealed record SignatureRule
{
    private readonly byte[] _prefix = [];

    /// <summary>The value that carries the signature.</summary>
    public required ValueSource From { get; init; }

    /// <summary>The separator of its elements; null if there is only one.</summary>
    public byte? Split { get; init; }

    /// <summary>The separator of an element's name and value; null if elements have no names.</summary>
    public byte? Pair { get; init; }

    /// <summary>The name of the elements that are signatures; null if all are.</summary>
    public byte[]? Pick { get; init; }

    /// <summary>The profile parameter that names those elements; null if <see cref="Pick"/> does.</summary>
    public string? PickParameter { get; init; }

    /// <summary>The prefix of a signature, case-insensitive.</summary>
    public string Prefix
    {
        get => Encoding.UTF8.GetString(_prefix);
        init => _prefix = Encoding.UTF8.GetBytes(value);
    }

    /// <summary>Whether the prefix may be missing.</summary>
    public bool IsPrefixOptional { get; init; }

    /// <summary>How the signature is encoded.</summary>
    public SignatureEncoding Encoded { get; init; }

    /// <summary>
    /// Reads the elements and decodes the signatures among them. Signatures that cannot be decoded and elements with other names are
    /// skipped.
    /// </summary>
    /// <returns>None if there is at least one signature.</returns>
    public RefusalReason Read(in CallbackReading reading)
    {
        var elements = reading.Workspace.Elements;
        elements.Clear();
        if (!reading.TryAppend(From, elements.Text) || elements.Text.Length == 0)
        {
            return RefusalReason.SignatureMissing;
        }

        if (!elements.TrySplit(Split, Pair))
        {
            return RefusalReason.SignatureMalformed;
        }

        var isPicked = Pick is not null || PickParameter is not null;
        ReadOnlySpan<byte> pick = PickParameter is null ? Pick : reading.Settings.ParameterOctets(PickParameter);
        var reason = RefusalReason.SignatureMissing;
        for (var index = 0; index < elements.Count; index++)
        {
            if (isPicked && !elements.NameOf(index).SequenceEqual(pick))
            {
                continue;
            }

            if (elements.CandidateCount == SignatureElements.MaxCandidates)
            {
                return RefusalReason.SignatureMalformed;
            }

            reason = TryDecode(elements, index) || reason == RefusalReason.None ? RefusalReason.None : RefusalReason.SignatureMalformed;
        }

        return reason;
    }

    private bool TryDecode(SignatureElements elements, int index)
    {
        var text = elements.ValueOf(index);
        if (text.Length >= _prefix.Length && Ascii.EqualsIgnoreCase(text[.._prefix.Length], _prefix))
        {
            text = text[_prefix.Length..];
        }
        else if (!IsPrefixOptional)
        {
            return false;
        }

        if (text.IsEmpty)
        {
            return false;
        }

        return Encoded switch
        {
            SignatureEncoding.Hex => TryDecodeHex(text, elements),
            SignatureEncoding.Base64 => TryDecodeBase64(text, elements),
            _ => TryAdd(text, elements),
        };
    }

    private static bool TryDecodeHex(ReadOnlySpan<byte> text, SignatureElements elements)
    {
        var room = elements.Decoded.Reserve(text.Length / 2);
        if (text.Length % 2 != 0 || Convert.FromHexString(text, room, out _, out var written) != OperationStatus.Done)
        {
            return false;
        }

        elements.AddCandidate(written);
        return true;
    }

    /// <summary>Rejects the white space that the decoder would skip.</summary>
    private static bool TryDecodeBase64(ReadOnlySpan<byte> text, SignatureElements elements)
    {
        var room = elements.Decoded.Reserve(Base64.GetMaxDecodedFromUtf8Length(text.Length));
        if (text.ContainsAny(" \t\r\n"u8) || Base64.DecodeFromUtf8(text, room, out _, out var written) != OperationStatus.Done)
        {
            return false;
        }

        elements.AddCandidate(written);
        return true;
    }

    private static bool TryAdd(ReadOnlySpan<byte> text, SignatureElements elements)
    {
        text.CopyTo(elements.Decoded.Reserve(text.Length));
        elements.AddCandidate(text.Length);
        return true;
    }
}
