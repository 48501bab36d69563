namespace EdgeGateway.Callbacks.Acknowledgement;

/// <summary>Says why an answer does not acknowledge, in the words of an operator.</summary>
internal static class AnswerDifference
{
    /// <summary>The maximum number of characters of the answer, and of what is expected.</summary>
    private const int MaxLength = 60;

    /// <summary>What was expected and what came, as in <c>expected code=0, got "OK"</c>.</summary>
    /// <param name="rule">The rule that the answer does not satisfy.</param>
    /// <param name="field">The field that the rule reads, or null.</param>
    /// <param name="value">The value that the rule compares with, or null.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="body">The answer's body.</param>
    public static string Describe(AcknowledgementRule rule, byte[]? field, byte[]? value, int status, ReadOnlySpan<byte> body) =>
        !rule.Status.Contains(status)
            ? $"expected status {rule.Status}, got {status}"
            : $"expected {Expected(rule.Check, TextOf(field), TextOf(value))}, got {(body.IsEmpty ? "an empty body" : $"\"{PrintableText.Of(body, MaxLength)}\"")}";

    private static string Expected(AnswerCheck check, string field, string value) => check switch
    {
        AnswerCheck.JsonFieldEquals => $"{field}={value}",
        AnswerCheck.JsonHas => $"JSON with {field}",
        AnswerCheck.Equals => $"\"{value}\"",
        AnswerCheck.Contains => $"a body with \"{value}\"",
        AnswerCheck.XmlFieldEquals => $"<{field}>{value}</{field}>",
        _ => "no particular body",
    };

    private static string TextOf(byte[]? text) => text is null ? "" : PrintableText.Of(text, MaxLength);
}
