using System.Collections.Immutable;
using System.Text;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>A scheme as data: a signature over a template of the request's parts. Stateless and safe for concurrent use.</summary>
internal sealed class TemplateMethod(TemplateRules rules, SignatureCoverage coverage) : SignatureMethod
{
    public TemplateRules Rules => rules;

    public override string? SignatureHeader => rules.Signature?.From is { Kind: SourceKind.Header } header ? header.Name : null;

    public override bool SignsNesting => true;

    public override RefusalReason Parse(in CallbackMessage message, CallbackWorkspace workspace) => TemplateParsing.Parse(rules, message, workspace);

    public override VerificationResult Verify(in VerificationInput input)
    {
        var reading = ReadingOf(input);
        SigningKey? key = null;
        var reason = rules.Scope is { } scope ? VerifyElements(scope, reading, input, out key) : TemplateSignature.Verify(rules, reading, input.Keys, out key);
        if (reason == RefusalReason.None && rules.Timestamp is { } timestamp)
        {
            reason = timestamp.Judge(reading, input.Now, input.Workspace.Text);
        }

        if (reason == RefusalReason.None && !input.Settings.DistinctValues.IsEmpty)
        {
            reason = FindUnlisted(reading) is null ? RefusalReason.None : RefusalReason.DistinctValueRefused;
        }

        return reason == RefusalReason.None
            ? new VerificationResult(RefusalReason.None, key, default, coverage)
            : VerificationResult.Refused(reason);
    }

    public override bool TryAppendUnverified(in VerificationInput input, RefusalReason parsed, ValueSource source, ByteBuffer output)
    {
        // Elements of the signature and parameters of the profile do not identify an event.
        if (source.Kind is SourceKind.Element or SourceKind.Parameter
            || (source.Kind == SourceKind.Header && string.Equals(source.Name, SignatureHeader, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        if (parsed != RefusalReason.None && source.Kind is SourceKind.Form or SourceKind.Field)
        {
            return source.Path is { } path && rules.Scope is null && rules.Document is null && input.Message.Format == BodyFormats.Json
                && UnverifiedFields.TryAppendJson(input.Message.Body, path, output);
        }

        var reading = DocumentReadingOf(input);
        return (rules.Scope is not { } scope || scope.FindFirstRoot(reading.Document) is not (var root and >= 0)
            ? reading
            : reading.At(root)).TryAppend(source, output);
    }

    public override ReadOnlySpan<byte> FindFault(in VerificationInput input, RefusalReason reason)
    {
        var fields = input.Fields;
        return reason switch
        {
            RefusalReason.DuplicateName when fields.IsForm && rules.Lookups.FindRepeatedName(fields) is var index and > 0 => fields.NameOf(fields[index]),
            RefusalReason.QueryShadowsField or RefusalReason.QueryNotSigned => QueryCoverage.FindFault(rules, input),
            RefusalReason.DistinctValueRefused when FindUnlisted(ReadingOf(input)) is { } source => source.NameOctets,
            _ => base.FindFault(input, reason),
        };
    }

    public override bool Meets(in VerificationInput input, in VerificationResult result, Requirement requirement)
    {
        var text = input.Workspace.Text;
        var reading = DocumentReadingOf(input);
        if (rules.Scope is not { } scope)
        {
            return Meets(reading, requirement, text);
        }

        // In a batch, every element must meet the requirement.
        var array = scope.FindArray(reading.Document);
        for (var element = array + 1; element < reading.Document[array].EndIndex; element = reading.Document[element].EndIndex)
        {
            if (!Meets(reading.At(scope.FindRoot(reading.Document, element)), requirement, text))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Signs(ValueSource source) => rules.Signed.Covers(source);

    public override SignatureMethod LookingFor(IEnumerable<ValueSource> sources)
    {
        FieldPath[] paths = [.. sources
            .Where(static source => source.Kind is SourceKind.Field or SourceKind.Form)
            .Select(static source => source.Path ?? FieldPath.OfName(source.Name))];
        return paths.Length == 0 ? this : new TemplateMethod(rules with { Lookups = rules.Lookups.With(paths) }, coverage);
    }

    public override RefusalReason JudgeQuery(in VerificationInput input) => QueryCoverage.Judge(rules, input);

    public override string? ListUncovered(in VerificationInput input, in VerificationResult result)
    {
        var workspace = input.Workspace;
        var fields = TemplateParsing.BodyOf(input.Message, workspace);
        var names = new UncoveredNames(workspace.SignatureBase);
        for (var index = 1; index < fields.Count; index = fields[index].EndIndex)
        {
            if (rules.IsUncovered(fields, fields[index]) && !names.TryAdd(fields.NameOf(fields[index])))
            {
                return names.ToCutString();
            }
        }

        return fields.Count == 0 ? UncoveredNames.Ellipsis : names.ToString();
    }

    public override CallbackNaming CreateNaming(string profile, ImmutableArray<IdentityField> identity) =>
        new TemplateNaming(profile, rules, identity);

    public override bool IsFact(in VerificationInput input)
    {
        if (rules.DeduplicateBy is not { } source)
        {
            return true;
        }

        var text = input.Workspace.Text;
        text.Truncate(0);
        if (!DocumentReadingOf(input).TryAppend(source, text))
        {
            return true;
        }

        foreach (var value in rules.DeduplicateValues)
        {
            if (text.Written.SequenceEqual(value))
            {
                return true;
            }
        }

        return false;
    }

    public override byte[]? ExpectedAnswer(in VerificationInput input)
    {
        if (rules.Answer is not { } answer)
        {
            return null;
        }

        var buffer = input.Workspace.SignatureBase;
        if (answer.Append(DocumentReadingOf(input), key: null, buffer, digest: null) != RefusalReason.None)
        {
            // The answer needs a value that is absent, so nothing can match: no text contains a NUL.
            return [0];
        }

        return buffer.Written.ToArray();
    }

    /// <summary>The request as received, from which the signature is read.</summary>
    public static CallbackReading ReadingOf(in VerificationInput input)
    {
        var body = TemplateParsing.BodyOf(input.Message, input.Workspace);
        return ReadingOf(input, body, body);
    }

    /// <summary>The callback for all other values: if a value contains the document, paths refer to that.</summary>
    public static CallbackReading DocumentReadingOf(in VerificationInput input)
    {
        var workspace = input.Workspace;
        var body = TemplateParsing.BodyOf(input.Message, workspace);
        return ReadingOf(input, body, workspace.Document.Count > 0 ? workspace.Document.FieldsOf(workspace.DocumentText.Written) : body);
    }

    private static CallbackReading ReadingOf(in VerificationInput input, CallbackFields body, CallbackFields document) => new()
    {
        Message = input.Message,
        Settings = input.Settings,
        Workspace = input.Workspace,
        Body = body,
        Document = document,
        Query = input.Workspace.Query.FieldsOf(input.Workspace.QueryText.Written),
        Root = Math.Max(0, input.Workspace.Root),
    };

    private RefusalReason VerifyElements(ScopePath scope, in CallbackReading reading, in VerificationInput input, out SigningKey? key)
    {
        key = null;
        var fields = reading.Document;
        var array = scope.FindArray(fields);
        if (array < 0 || fields[array].EndIndex == array + 1)
        {
            return RefusalReason.SignatureMissing;
        }

        for (var element = array + 1; element < fields[array].EndIndex; element = fields[element].EndIndex)
        {
            var root = scope.FindRoot(fields, element);
            if (root < 0)
            {
                return RefusalReason.SignatureMissing;
            }

            var reason = TemplateSignature.Verify(rules, reading.At(root), input.Keys, out key);
            if (reason != RefusalReason.None)
            {
                return reason;
            }

            // In a batch of several elements, a path does not refer to a particular one.
            input.Workspace.Root = fields[element].EndIndex == fields[array].EndIndex && element == array + 1 ? root : -1;
        }

        return RefusalReason.None;
    }

    private static bool Meets(in CallbackReading reading, Requirement requirement, ByteBuffer text)
    {
        text.Truncate(0);
        return reading.TryAppend(requirement.Source, text) && text.Written.SequenceEqual(requirement.ValueOctets);
    }

    /// <summary>The value that distinguishes events with equal bodies and is not on the profile's list; null if all are.</summary>
    private ValueSource? FindUnlisted(in CallbackReading reading)
    {
        var text = reading.Workspace.Text;
        foreach (var source in rules.Distinct)
        {
            text.Truncate(0);
            reading.TryAppend(source, text);
            var isListed = false;
            foreach (var value in reading.Settings.DistinctValues)
            {
                isListed |= Ascii.Equals(text.Written, value);
            }

            if (!isListed)
            {
                return source;
            }
        }

        return null;
    }
}
