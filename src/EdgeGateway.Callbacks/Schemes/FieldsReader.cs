using System.Collections.Immutable;
using System.Text;
using EdgeGateway.Callbacks.Templates;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>Reads <c>Fields</c>: which fields are joined, in which order and how.</summary>
internal static class FieldsReader
{
    private static readonly (string, FieldsOrder)[] _orders =
        [("Ordinal", FieldsOrder.Ordinal), ("OrdinalIgnoreCase", FieldsOrder.OrdinalIgnoreCase), ("AsListed", FieldsOrder.AsListed)];

    private static readonly (string, bool)[] _repeats = [("Refuse", false), ("SortedOnce", true)];

    /// <summary>The rule; only usable if no fault was added.</summary>
    public static FieldsRule Read(DefinitionNode node)
    {
        var from = node.Text("From") ?? "document";
        var container = ReadContainer(node, from);
        var (unwrapStart, unwrapEnd) = ReadUnwrap(node);
        var rule = new FieldsRule
        {
            IsQuery = from.Equals("query", StringComparison.OrdinalIgnoreCase),
            Container = container,
            Names = Octets(node.Texts("Names")?.Distinct().ToImmutableArray()),
            OnlyPrefix = ReadOnly(node),
            UnwrapStart = unwrapStart,
            UnwrapEnd = unwrapEnd,
            Skip = Octets(node.Texts("Skip")),
            ScalarsOnly = node.Flag("ScalarsOnly"),
            DropEmpty = node.Flag("DropEmpty"),
            AllowsRepeats = node.Choice("Repeats", _repeats, absent: false),
            Added = ReadAdded(node.Object("Add"), node),
            Order = node.Choice("Sort", _orders, FieldsOrder.Ordinal),
            Item = ReadItem(node, node.Text("Item") ?? "{value}"),
            Join = Encoding.UTF8.GetBytes(node.Text("Join") ?? ""),
        };
        if (rule.Order == FieldsOrder.AsListed && rule.Names.IsEmpty)
        {
            node.Refuse("Names", "missing; Sort AsListed joins the fields in the order of Names");
        }

        if (rule.Order == FieldsOrder.AsListed && !rule.Added.IsEmpty)
        {
            node.Refuse("Add", "has no place in the order where Sort is AsListed; write it in Content");
        }

        node.RefuseUnknown();
        return rule;
    }

    private static ValueSource? ReadContainer(DefinitionNode node, string from)
    {
        if (from is "document" or "form" or "query")
        {
            return null;
        }

        if (ValueSource.Read(from, out var container) is null && container!.Kind == SourceKind.Field)
        {
            return container;
        }

        node.Refuse("From", $"'{from}' is not one of document, form, query or field:NAME");
        return null;
    }

    private static (byte[] Start, byte[] End) ReadUnwrap(DefinitionNode node)
    {
        if (node.Text("Unwrap") is not { } unwrap)
        {
            return ([], []);
        }

        var star = unwrap.IndexOf('*', StringComparison.Ordinal);
        if (star < 0 || unwrap.Length == 1 || unwrap.LastIndexOf('*') != star)
        {
            node.Refuse("Unwrap", $"'{unwrap}' must have one * in the place of the name, as in params[*]");
            return ([], []);
        }

        return (Encoding.UTF8.GetBytes(unwrap[..star]), Encoding.UTF8.GetBytes(unwrap[(star + 1)..]));
    }

    private static byte[] ReadOnly(DefinitionNode node)
    {
        if (node.Text("Only") is not { } only)
        {
            return [];
        }

        if (only.Length < 2 || only.IndexOf('*', StringComparison.Ordinal) != only.Length - 1)
        {
            node.Refuse("Only", $"'{only}' must be the beginning of names with * behind it, as in shp_*");
        }

        return Encoding.UTF8.GetBytes(only.TrimEnd('*'));
    }

    private static ImmutableArray<AddedField> ReadAdded(DefinitionNode? added, DefinitionNode node)
    {
        var fields = ImmutableArray.CreateBuilder<AddedField>();
        foreach (var (name, values) in added?.Entries() ?? [])
        {
            var value = values is [var single] ? single : "";
            if (value != "{secret}" && value.Contains('{', StringComparison.Ordinal))
            {
                node.Refuse($"Add:{name}", $"'{value}' is neither a text nor {{secret}}");
            }

            fields.Add(new AddedField(Encoding.UTF8.GetBytes(name), value == "{secret}" ? null : Encoding.UTF8.GetBytes(value)));
        }

        return fields.ToImmutable();
    }

    private static ImmutableArray<ItemPart> ReadItem(DefinitionNode node, string item)
    {
        var parts = ImmutableArray.CreateBuilder<ItemPart>();
        for (var at = 0; at < item.Length;)
        {
            var (length, kind) = item.AsSpan(at) switch
            {
                var rest when rest.StartsWith("{name}") => ("{name}".Length, ItemPartKind.Name),
                var rest when rest.StartsWith("{value}") => ("{value}".Length, ItemPartKind.Value),
                var rest when rest.StartsWith("{json}") => ("{json}".Length, ItemPartKind.Json),
                _ => (1, ItemPartKind.Literal),
            };
            parts.Add(new ItemPart(kind, kind == ItemPartKind.Literal ? Encoding.UTF8.GetBytes(item[at..(at + 1)]) : []));
            at += length;
        }

        if (!parts.Any(static part => part.Kind is ItemPartKind.Value or ItemPartKind.Json)
            || parts.Any(static part => part.Kind == ItemPartKind.Literal && part.Text is [(byte)'{'] or [(byte)'}']))
        {
            node.Refuse("Item", $"'{item}' must hold {{value}} or {{json}}, and no other hole but {{name}}");
        }

        return Merge(parts);
    }

    /// <summary>Merges adjacent literals.</summary>
    private static ImmutableArray<ItemPart> Merge(ImmutableArray<ItemPart>.Builder parts)
    {
        var merged = ImmutableArray.CreateBuilder<ItemPart>();
        foreach (var part in parts)
        {
            if (part.Kind == ItemPartKind.Literal && merged.Count > 0 && merged[^1].Kind == ItemPartKind.Literal)
            {
                merged[^1] = part with { Text = [.. merged[^1].Text, .. part.Text] };
            }
            else
            {
                merged.Add(part);
            }
        }

        return merged.ToImmutable();
    }

    private static ImmutableArray<byte[]> Octets(ImmutableArray<string>? texts) => [.. (texts ?? []).Select(Encoding.UTF8.GetBytes)];
}
