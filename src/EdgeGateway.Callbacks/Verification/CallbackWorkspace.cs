using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>
/// The memory that verifying needs, used again and again. Belongs to one thread from <see cref="Rent"/> to
/// <see cref="Dispose"/>, with no <c>await</c> between.
/// </summary>
public sealed class CallbackWorkspace : IDisposable
{
    [ThreadStatic]
    private static CallbackWorkspace? _spare;

    private CallbackWorkspace()
    {
    }

    internal FieldTable Fields { get; } = new();

    /// <summary>The fields of a token's header, and then of its claims.</summary>
    internal FieldTable Token { get; } = new();

    /// <summary>The canonical content in the rendering that matched.</summary>
    internal ByteBuffer Content { get; } = new();

    internal ByteBuffer SignatureBase { get; } = new();

    internal ByteBuffer Text { get; } = new();

    /// <summary>Takes this thread's spare workspace, or a new one.</summary>
    public static CallbackWorkspace Rent()
    {
        var workspace = _spare ?? new CallbackWorkspace();
        _spare = null;
        return workspace;
    }

    /// <summary>Gives it back, emptied.</summary>
    public void Dispose()
    {
        Fields.Clear();
        Token.Clear();
        Content.Clear();
        SignatureBase.Clear();
        Text.Clear();
        _spare = this;
    }
}
