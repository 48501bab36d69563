namespace EdgeGateway.Callbacks;

/// <summary>One of the fields that together identify an event.</summary>
/// <param name="Path">A top-level name, or <c>outer.inner</c> for a member of an object; for schemes as data also a value such as
/// <c>header:X-Id</c>.</param>
/// <param name="IsOptional">Whether the field may be absent. If a required field is absent, the fingerprint is used instead.</param>
public readonly record struct IdentityField(string Path, bool IsOptional = false)
{
    /// <summary>Parses the configured form: a path, followed by <c>?</c> if the field may be absent.</summary>
    public static bool TryParse(string? text, out IdentityField field)
    {
        field = default;
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        var isOptional = text.EndsWith('?');
        var path = isOptional ? text[..^1] : text;
        var parts = path.Split('.');
        if (Array.Exists(parts, static part => string.IsNullOrWhiteSpace(part) || part.EndsWith('?')))
        {
            return false;
        }

        field = new IdentityField(path, isOptional);
        return true;
    }
}
