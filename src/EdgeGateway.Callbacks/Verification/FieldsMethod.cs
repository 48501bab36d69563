using System.Collections.Immutable;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>A family of schemes that sign the fields of a strictly parsed body, in a canonical form. Stateless and safe for concurrent use.</summary>
internal abstract class FieldsMethod : SignatureMethod
{
    public override RefusalReason Parse(in CallbackMessage message, CallbackWorkspace workspace) => message.Format == BodyFormats.Form
        ? FormFieldParser.Parse(message.Body, workspace.Fields)
        : JsonFieldParser.Parse(message.Body, workspace.Fields);

    public override bool TryAppendUnverified(in VerificationInput input, RefusalReason parsed, ValueSource source, ByteBuffer output)
    {
        if (source.Path is not { } path)
        {
            return false;
        }

        return input.Message.Format == BodyFormats.Form
            ? UnverifiedFields.TryAppendForm(input.Fields, source.NameOctets, output)
            : UnverifiedFields.TryAppendJson(input.Message.Body, path, output);
    }

    /// <summary>Whether the signature does not cover the value or the presence of the outermost field.</summary>
    /// <param name="fields">The verified callback.</param>
    /// <param name="index">An outermost field.</param>
    /// <param name="rendering">The rendering that matched.</param>
    /// <param name="rules">What the scheme documents and the profile allows.</param>
    /// <param name="text">Scratch buffer; its content is overwritten.</param>
    public abstract bool IsUncovered(in CallbackFields fields, int index, Rendering rendering, CoverageRules rules, ByteBuffer text);

    /// <summary>
    /// The content that is fingerprinted: the canonical content that <see cref="SignatureMethod.Verify"/> wrote, or content that is written
    /// now.
    /// </summary>
    public virtual ReadOnlySpan<byte> ContentOf(in CallbackFields fields, CallbackWorkspace workspace) => workspace.Content.Written;

    /// <summary>The signed bytes if they differ from the content; otherwise empty.</summary>
    public virtual ReadOnlySpan<byte> TokenOf(in CallbackFields fields) => default;

    /// <summary>Appends the text of an identity field of a verified callback. Returns false if it is missing or empty.</summary>
    public abstract bool TryAppendIdentity(
        in CallbackFields fields, Rendering rendering, ReadOnlySpan<byte> content, IdentityPath identity, ByteBuffer output);

    public override bool Meets(in VerificationInput input, in VerificationResult result, Requirement requirement)
    {
        var fields = input.Fields;
        var text = input.Workspace.Text;
        text.Truncate(0);
        return TryAppendIdentity(fields, result.Rendering, ContentOf(fields, input.Workspace), requirement.Path, text)
            && text.Written.SequenceEqual(requirement.ValueOctets);
    }

    public override bool Signs(ValueSource source) => source.Kind == SourceKind.Field && SignsField(source.Name.Split('.')[0]);

    /// <summary>Whether a different value of the outermost field would need a different signature.</summary>
    protected abstract bool SignsField(string name);

    public override RefusalReason JudgeQuery(in VerificationInput input) =>
        FindShadow(input).IsEmpty ? RefusalReason.None : RefusalReason.QueryShadowsField;

    public override ReadOnlySpan<byte> FindFault(in VerificationInput input, RefusalReason reason) =>
        reason == RefusalReason.QueryShadowsField ? FindShadow(input) : base.FindFault(input, reason);

    public override string? ListUncovered(in VerificationInput input, in VerificationResult result)
    {
        // The canonical content is still needed for the identity; the signature base is not.
        var fields = input.Fields;
        var names = new UncoveredNames(input.Workspace.SignatureBase);
        for (var index = 1; index < fields.Count; index = fields[index].EndIndex)
        {
            if (IsUncovered(fields, index, result.Rendering, input.Coverage, input.Workspace.Text) && !names.TryAdd(fields.NameOf(fields[index])))
            {
                return names.ToCutString();
            }
        }

        return names.ToString();
    }

    public override CallbackNaming CreateNaming(string profile, ImmutableArray<IdentityField> identity) =>
        new CallbackKeyWriter(profile, identity, this);

    private static ReadOnlySpan<byte> FindShadow(in VerificationInput input) =>
        QueryNames.FindShadow(input.Message.Query, input.Fields, input.Settings.AllowedQuery, input.Workspace.Text);

    /// <summary>Whether the signature vouches for every field of the body.</summary>
    protected SignatureCoverage CoverageOf(in VerificationInput input, Rendering rendering)
    {
        var fields = input.Fields;
        for (var index = 1; index < fields.Count; index = fields[index].EndIndex)
        {
            if (IsUncovered(fields, index, rendering, input.Coverage, input.Workspace.Text))
            {
                return SignatureCoverage.Partial;
            }
        }

        return SignatureCoverage.Full;
    }
}
