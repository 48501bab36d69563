using System.Text;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>Lists the fields that a signature leaves open, for the merchant.</summary>
internal static class UncoveredNames
{
    /// <summary>The longest list, in bytes. What is left out is replaced by <see cref="Ellipsis"/>.</summary>
    public const int MaxLength = 1024;

    /// <summary>U+2026, percent-encoded as the names are.</summary>
    public const string Ellipsis = "%E2%80%A6";

    /// <summary>The names of the outermost fields, percent-encoded and separated by commas.</summary>
    public static string List(SignatureMethod method, in CallbackFields fields, Rendering rendering, CoverageRules rules, CallbackWorkspace workspace)
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

            var length = list.Length;
            if (length > 0)
            {
                list.Append((byte)',');
            }

            PercentEncoding.Append(fields.NameOf(fields[index]), list);
            if (list.Length > MaxLength)
            {
                list.Truncate(length);
                return length == 0 ? Ellipsis : $"{Encoding.ASCII.GetString(list.Written)},{Ellipsis}";
            }
        }

        return Encoding.ASCII.GetString(list.Written);
    }
}
