using System.Collections.Immutable;
using System.Text;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>What decides, beside the body itself, which of its fields a signature leaves open. Immutable.</summary>
internal sealed class CoverageRules
{
    private readonly byte[][] _known;
    private readonly byte[][] _blank;
    private readonly byte[][] _objects;

    /// <param name="scheme">Documents its fields.</param>
    /// <param name="identity">The fields that name an event; the merchant knows them, too.</param>
    /// <param name="settings">What the profile allows.</param>
    public CoverageRules(SignatureScheme scheme, ImmutableArray<IdentityField> identity, VerificationSettings settings)
    {
        _objects = BytesOf(settings.ObjectFields);
        _blank = BytesOf(scheme.BlankFields);
        _known = BytesOf([.. scheme.Fields, .. settings.ObjectFields, .. identity.Select(static field => field.Path.Split('.')[0])]);
        AllowAmbiguousValues = settings.AllowAmbiguousValues;
        BindsInvoice = settings.TokenBinding == TokenBinding.InvoiceId;
    }

    /// <summary>Whether values that could be read as several fields are accepted.</summary>
    public bool AllowAmbiguousValues { get; }

    /// <summary>Whether a token vouches for the invoice's id.</summary>
    public bool BindsInvoice { get; }

    /// <summary>Whether the name is a known one in other letters' case, which a merchant may take for the known one.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="lowerCase">The same in lower case.</param>
    public bool IsKnownInAnotherCase(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lowerCase)
    {
        foreach (var known in _known)
        {
            if (known.Length == name.Length && !name.SequenceEqual(known) && Ascii.EqualsIgnoreCase(known, lowerCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the provider documents that the field may be blank.</summary>
    public bool MayBeBlank(ReadOnlySpan<byte> name) => Holds(_blank, name);

    /// <summary>Whether the profile says that the field is an object.</summary>
    public bool IsObject(ReadOnlySpan<byte> name) => Holds(_objects, name);

    private static bool Holds(byte[][] names, ReadOnlySpan<byte> name)
    {
        foreach (var candidate in names)
        {
            if (name.SequenceEqual(candidate))
            {
                return true;
            }
        }

        return false;
    }

    private static byte[][] BytesOf(ImmutableArray<string> names) => [.. names.Select(Encoding.UTF8.GetBytes)];
}
