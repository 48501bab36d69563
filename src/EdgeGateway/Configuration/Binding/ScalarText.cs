using System.ComponentModel;
using System.Globalization;

namespace EdgeGateway.Configuration.Binding;

/// <summary>Converts the text of a value to its type, more strictly than the framework.</summary>
internal static class ScalarText
{
    private const int MaxShown = 40;

    public static bool IsScalar(Type type) =>
        type == typeof(string) || type.IsEnum || TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string));

    /// <param name="type">The type; not nullable.</param>
    /// <param name="text">The configured value.</param>
    /// <param name="fault">What is wrong with it, or null.</param>
    public static object? Convert(Type type, string text, out string? fault)
    {
        var value = ConvertOrNull(type, text);
        fault = value is null ? $"'{Shorten(text)}' is not {Expectation(type)}" : null;
        return value;
    }

    private static object? ConvertOrNull(Type type, string text)
    {
        if (type == typeof(string))
        {
            return text;
        }

        if (type.IsEnum)
        {
            // Names only: Enum.Parse would accept any number, defined or not.
            return Enum.GetNames(type).FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known
                ? Enum.Parse(type, known)
                : null;
        }

        if (type == typeof(TimeSpan))
        {
            // Without a colon the framework reads days: "30" would be a timeout of a month.
            return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) ? span : null;
        }

        return ConvertNumberOrOther(type, text);
    }

    private static object? ConvertNumberOrOther(Type type, string text)
    {
        if (type == typeof(int))
        {
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        if (type == typeof(long))
        {
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        if (type == typeof(Version))
        {
            // YARP accepts "2" as 2.0.
            return Version.TryParse(text.Contains('.', StringComparison.Ordinal) ? text : text + ".0", out var version) ? version : null;
        }

        if (type == typeof(Uri))
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null;
        }

        var converter = TypeDescriptor.GetConverter(type);
        return converter.IsValid(text) ? converter.ConvertFromInvariantString(text) : null;
    }

    private static string Expectation(Type type)
    {
        if (type.IsEnum)
        {
            return $"one of {string.Join(", ", Enum.GetNames(type))}";
        }

        return type.Name switch
        {
            nameof(Boolean) => "true or false",
            nameof(Int32) or nameof(Int64) => "a whole number",
            nameof(TimeSpan) => "a time such as 00:00:30 or 7.00:00:00",
            nameof(Uri) => "an absolute address",
            _ => $"a {type.Name}",
        };
    }

    private static string Shorten(string text) => text.Length <= MaxShown ? text : text[..MaxShown] + "…";
}
