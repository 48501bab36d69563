using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>Reads members that name a value of the callback.</summary>
internal static class SourceReader
{
    /// <summary>The value, or null if it is absent or invalid.</summary>
    /// <param name="node">The object.</param>
    /// <param name="name">The member.</param>
    /// <param name="missing">The message if it is absent; null if it may be absent.</param>
    /// <param name="kinds">The allowed sources of the value.</param>
    public static ValueSource? Read(DefinitionNode node, string name, string? missing, params SourceKind[] kinds)
    {
        if (node.Text(name) is { } text)
        {
            return Parse(node, name, text, kinds);
        }

        if (missing is not null && !node.IsRefused(name))
        {
            node.Refuse(name, missing);
        }

        return null;
    }

    /// <summary>The value that a text names, or null if it is invalid.</summary>
    public static ValueSource? Parse(DefinitionNode node, string name, string text, params SourceKind[] kinds)
    {
        if (ValueSource.Read(text, out var source) is { } fault)
        {
            node.Refuse(name, fault);
            return null;
        }

        if (kinds.Contains(source!.Kind))
        {
            return source;
        }

        node.Refuse(name, $"'{text}' is not possible here; one of {string.Join(", ", kinds.Select(static kind => ValueSource.Words[(int)kind] + ":NAME"))}");
        return null;
    }
}
