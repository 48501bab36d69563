using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Canonicalization;

/// <summary>Turns fields into the octets that a provider signs. Stateless and safe for concurrent use.</summary>
internal abstract class Canonicalizer
{
    /// <summary>The renderings to try, in this order.</summary>
    public abstract ReadOnlySpan<Rendering> Renderings { get; }

    /// <summary>Whether the content preserves the nesting of fields.</summary>
    public virtual bool KeepsNesting => true;

    /// <summary>Whether the content includes the outermost field.</summary>
    public virtual bool Signs(string name) => true;

    /// <summary>Whether the rendering can differ from the first one for this content; renderings that cannot are not tried.</summary>
    public abstract bool Differs(in CallbackFields fields, Rendering rendering);

    /// <summary>Appends the canonical content, from which the signature base is made.</summary>
    /// <param name="fields">The parsed callback.</param>
    /// <param name="rendering">How values are printed.</param>
    /// <param name="allowAmbiguous">Whether to accept values that could be read as several fields; such content is only partly
    /// covered.</param>
    /// <param name="content">Where the content is appended.</param>
    /// <returns>Why the content is refused as ambiguous, or none.</returns>
    public abstract RefusalReason AppendContent(in CallbackFields fields, Rendering rendering, bool allowAmbiguous, ByteBuffer content);

    /// <summary>The index of the outermost field for which the content is refused, or -1 if that is not known.</summary>
    /// <param name="fields">The parsed callback.</param>
    /// <param name="reason">Why it is refused.</param>
    /// <param name="allowAmbiguous">As for <see cref="AppendContent"/>.</param>
    /// <param name="content">Scratch buffer; its content is overwritten.</param>
    public virtual int FindFault(in CallbackFields fields, RefusalReason reason, bool allowAmbiguous, ByteBuffer content) => -1;

    /// <summary>The signature base that follows from the content: written to <paramref name="buffer"/>, or the content itself.</summary>
    public virtual ByteBuffer BaseOf(ByteBuffer content, ByteBuffer buffer) => content;

    /// <summary>
    /// Whether an outermost field could be left out, added or changed without changing the content that <paramref name="rendering"/>
    /// gives.
    /// </summary>
    /// <param name="fields">The parsed callback.</param>
    /// <param name="index">An outermost field.</param>
    /// <param name="rendering">The rendering that matched.</param>
    /// <param name="rules">What the scheme documents and the profile allows.</param>
    /// <param name="text">Scratch buffer; its content is overwritten.</param>
    public abstract bool IsUncovered(in CallbackFields fields, int index, Rendering rendering, CoverageRules rules, ByteBuffer text);

    /// <summary>
    /// Appends the text of an identity field. It must follow from the canonical content alone: two bodies with one signature
    /// must never have two identities, or a captured callback could be altered into another event.
    /// </summary>
    /// <returns>False when the field is missing or empty.</returns>
    public abstract bool TryAppendIdentity(
        in CallbackFields fields, Rendering rendering, ReadOnlySpan<byte> content, IdentityPath identity, ByteBuffer output);
}
