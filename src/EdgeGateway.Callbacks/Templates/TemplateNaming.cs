using System.Collections.Immutable;
using System.Text;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>
/// Builds the keys of a scheme as data: the profile and the values of the first complete list, or the fingerprint.
/// </summary>
internal sealed class TemplateNaming : CallbackNaming
{
    private readonly byte[] _profile;
    private readonly TemplateRules _rules;
    private readonly ImmutableArray<ImmutableArray<ValueSource>> _identity;

    /// <summary>Whether the identity consists of unsigned values: then the content decides what is a duplicate.</summary>
    private readonly bool _isUnsigned;

    public TemplateNaming(string profile, TemplateRules rules, ImmutableArray<IdentityField> identity)
    {
        _profile = Encoding.UTF8.GetBytes(profile);
        _rules = rules;
        _identity = identity.IsDefaultOrEmpty ? rules.Identity : [[.. identity.Select(SourceOf)]];
        _isUnsigned = _identity.Any(list => !list.All(rules.Signed.Covers));
    }

    public override CallbackIdentity Identify(in VerificationInput input, in VerificationResult result)
    {
        var reading = TemplateMethod.DocumentReadingOf(input);
        var fingerprint = _rules.Scope is not null && input.Workspace.Root >= 0
            ? ContentDigest.OfElement(_rules, reading)
            : ContentDigest.Of(_rules, reading);
        if (input.Workspace.Root < 0)
        {
            return new CallbackIdentity(KeyOfContent(fingerprint, input.Workspace.Text), fingerprint) { Parts = PartsOf(reading) };
        }

        var key = KeyOf(reading);
        return new CallbackIdentity(key ?? KeyOfContent(fingerprint, input.Workspace.Text), fingerprint)
        {
            Guard = GuardOf(reading, key is null ? null : fingerprint),
            IsUnsigned = _isUnsigned && key is not null,
        };
    }

    private static ValueSource SourceOf(IdentityField field) =>
        ValueSource.Read(field.IsOptional ? field.Path + "?" : field.Path, out var source) is null ? source! : ValueSource.OfField(field.Path, field.IsOptional);

    /// <summary>
    /// The key that is claimed first. If values are joined, the same signed bytes can be divided into different values, so only one content
    /// is accepted for them. If the identity is not signed, the content decides.
    /// </summary>
    /// <param name="reading">The callback.</param>
    /// <param name="content">The content's fingerprint, or null if it is already the callback's key.</param>
    private CallbackKey? GuardOf(in CallbackReading reading, Fingerprint? content)
    {
        // A parsed body has a definite start and end.
        if (_rules.ContentOf(reading.Message.Method) is not { } template
            || (_rules.Signed.Binding != ContentBinding.Values && !(template.JoinsBody && reading.Message.Format == BodyFormats.Raw)))
        {
            return _isUnsigned && content is { } fingerprint ? KeyOfContent(fingerprint, reading.Workspace.Text) : null;
        }

        var text = reading.Workspace.Text;
        var signed = ContentDigest.OfSigned(template, _rules, reading.AsReceived());
        text.Truncate(0);
        PercentEncoding.Append(_profile, text);
        text.Append("/@"u8);
        KeyText.AppendHex(signed, text);
        return KeyText.ToKey(text);
    }

    private CallbackKey? KeyOf(in CallbackReading reading)
    {
        var text = reading.Workspace.Text;
        foreach (var list in _identity)
        {
            text.Truncate(0);
            PercentEncoding.Append(_profile, text);
            if (TryAppend(list, reading, text))
            {
                return KeyText.ToKey(text);
            }
        }

        return null;
    }

    /// <summary>Appends the values. Returns false if a required one is missing or empty, or if there are none.</summary>
    private static bool TryAppend(ImmutableArray<ValueSource> list, in CallbackReading reading, ByteBuffer text)
    {
        var hasValue = false;
        foreach (var source in list)
        {
            text.Append((byte)'/');
            var start = text.Length;
            if (reading.TryAppend(source, text) && text.Length > start)
            {
                KeyText.EncodeFrom(start, text);
                hasValue = true;
            }
            else if (!source.IsOptional)
            {
                return false;
            }
        }

        return hasValue;
    }

    private CallbackKey KeyOfContent(Fingerprint fingerprint, ByteBuffer text)
    {
        text.Truncate(0);
        PercentEncoding.Append(_profile, text);
        text.Append((byte)'/');
        KeyText.AppendFingerprint(fingerprint, text);
        return KeyText.ToKey(text);
    }

    /// <summary>The keys of a batch's elements: the same as if each were sent alone.</summary>
    private ImmutableArray<CallbackPart> PartsOf(in CallbackReading reading)
    {
        var scope = _rules.Scope!;
        var fields = reading.Document;
        var array = scope.FindArray(fields);
        var parts = ImmutableArray.CreateBuilder<CallbackPart>();
        for (var element = array + 1; element < fields[array].EndIndex; element = fields[element].EndIndex)
        {
            var item = reading.At(scope.FindRoot(fields, element));
            var fingerprint = ContentDigest.OfElement(_rules, item);
            parts.Add(new CallbackPart(KeyOf(item) ?? KeyOfContent(fingerprint, reading.Workspace.Text), fingerprint));
            if (GuardOf(item, fingerprint) is { } guard)
            {
                parts.Add(new CallbackPart(guard, fingerprint));
            }
        }

        return parts.ToImmutable();
    }
}
