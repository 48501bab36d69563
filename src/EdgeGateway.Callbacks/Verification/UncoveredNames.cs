using System.Text;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Templates;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>Lists the fields that a signature leaves open, for the merchant.</summary>
internal static class UncoveredNames
{
    /// <summary>The longest list, in bytes. What is left out is replaced by <see cref="Ellipsis"/>.</summary>
    public const int MaxLength = 1024;

    /// <summary>U+2026, percent-encoded as the names are.</summary>
    public const string Ellipsis = "%E2%80%A6";

    /// <summary>The names of the outermost fields that a scheme as data does not sign, percent-encoded and separated by commas.</summary>
    public static string List(TemplateRules rules, in CallbackFields fields, ByteBuffer list)
    {
        list.Truncate(0);
        for (var index = 1; index < fields.Count; index = fields[index].End)
        {
            var name = fields.NameOf(fields[index]);
            var isOpen = fields[index].Kind <= FieldKind.Array || !rules.Signed.Cover(ValueSource.OfField(Encoding.UTF8.GetString(name)));
            if (isOpen && !rules.IsSignature(name) && !TryAppend(name, list))
            {
                return list.Length == 0 ? Ellipsis : $"{Encoding.ASCII.GetString(list.Written)},{Ellipsis}";
            }
        }

        return Encoding.ASCII.GetString(list.Written);
    }

    /// <summary>The names of the outermost fields, percent-encoded and separated by commas.</summary>
    public static string List(FieldsMethod method, in CallbackFields fields, Rendering rendering, CoverageRules rules, CallbackWorkspace workspace)
    {
        // The canonical content is still needed for the identity, the signature base is not.
        var list = workspace.SignatureBase;
        list.Truncate(0);
        for (var index = 1; index < fields.Count; index = fields[index].End)
        {
            if (!method.IsUncovered(fields, index, rendering, rules, workspace.Text))
            {
                continue;
            }

            if (!TryAppend(fields.NameOf(fields[index]), list))
            {
                return list.Length == 0 ? Ellipsis : $"{Encoding.ASCII.GetString(list.Written)},{Ellipsis}";
            }
        }

        return Encoding.ASCII.GetString(list.Written);
    }

    /// <summary>Adds a name; false where the list would become too long.</summary>
    private static bool TryAppend(ReadOnlySpan<byte> name, ByteBuffer list)
    {
        var length = list.Length;
        if (length > 0)
        {
            list.Append((byte)',');
        }

        PercentEncoding.Append(name, list);
        if (list.Length <= MaxLength)
        {
            return true;
        }

        list.Truncate(length);
        return false;
    }
}
