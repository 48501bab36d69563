using System.Text;
using EdgeGateway.Callbacks.Canonicalization;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>A value that a callback must have, such as <c>livemode</c> and <c>true</c>. It is read from the signed content.</summary>
public sealed class Requirement
{
    /// <param name="name">The path of a member of the document, or a value such as <c>query:test</c>.</param>
    /// <param name="value">The value's text.</param>
    public Requirement(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        Name = name;
        Value = value;
        ValueOctets = Encoding.UTF8.GetBytes(value);
        Path = new IdentityPath(new IdentityField(name));
        Source = ValueSource.Read(name, out var source) is null ? source! : ValueSource.OfField(name);
    }

    /// <summary>The path or value that is checked.</summary>
    public string Name { get; }

    /// <summary>The value's text.</summary>
    public string Value { get; }

    internal byte[] ValueOctets { get; }

    /// <summary>For schemes that sign fields.</summary>
    internal IdentityPath Path { get; }

    /// <summary>For schemes as data.</summary>
    internal ValueSource Source { get; }
}
