using Spectre.Console;
using Spectre.Console.Rendering;

namespace EdgeGateway.FunctionalTests.Commands;

/// <summary>A terminal at which somebody types the given lines.</summary>
/// <param name="output">What is shown.</param>
/// <param name="lines">What is typed, each with Enter.</param>
internal sealed class ScriptedTerminal(TextWriter output, params IEnumerable<string> lines) : IAnsiConsole, IAnsiConsoleInput
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(output),
        Ansi = AnsiSupport.No,
        Interactive = InteractionSupport.Yes,
    });

    private readonly Queue<ConsoleKeyInfo> _keys = new(lines.SelectMany(static line =>
        line.Select(static c => new ConsoleKeyInfo(c, ConsoleKey.None, false, false, false))
            .Append(new ConsoleKeyInfo('\r', ConsoleKey.Enter, false, false, false))));

    public Profile Profile => _console.Profile;

    public IAnsiConsoleCursor Cursor => _console.Cursor;

    public IAnsiConsoleInput Input => this;

    public IExclusivityMode ExclusivityMode => _console.ExclusivityMode;

    public RenderPipeline Pipeline => _console.Pipeline;

    public void Clear(bool home) => _console.Clear(home);

    public void Write(IRenderable renderable) => _console.Write(renderable);

    public bool IsKeyAvailable() => _keys.Count > 0;

    public ConsoleKeyInfo? ReadKey(bool intercept) => _keys.Dequeue();

    public Task<ConsoleKeyInfo?> ReadKeyAsync(bool intercept, CancellationToken cancellationToken) => Task.FromResult(ReadKey(intercept));
}
