using System.CommandLine;

namespace EdgeGateway.Commands;

/// <summary><c>EdgeGateway completion</c>: prints a script that lets a shell complete commands, options and values.</summary>
internal static class CompletionCommand
{
    /// <summary>The scripts by shell. Each asks the program, by System.CommandLine's directive <c>[suggest]</c>.</summary>
    private static readonly Dictionary<string, string> _scripts = new()
    {
        ["bash"] = """
            _edgegateway() {
                local word="${COMP_WORDS[COMP_CWORD]}" IFS=$'\n'
                COMPREPLY=( $(compgen -W "$(EdgeGateway "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "$word") )
                [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=( $(compgen -f -- "$word") )
            }
            complete -o filenames -F _edgegateway EdgeGateway
            """,
        ["zsh"] = """
            _edgegateway() {
                local -a words_found
                words_found=( ${(f)"$(EdgeGateway "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)"} )
                compadd -a words_found || _files
            }
            compdef _edgegateway EdgeGateway
            """,
        ["fish"] = """
            function __edgegateway
                set -l line (commandline -cp)
                EdgeGateway "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
            end
            complete -c EdgeGateway -a '(__edgegateway)'
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong([.. _scripts.Keys]);
        var command = new ExampleCommand(
            "completion",
            "Print a script that completes commands and options in a shell",
            "EdgeGateway completion bash > /etc/bash_completion.d/EdgeGateway",
            "EdgeGateway completion zsh > \"${fpath[1]}/_EdgeGateway\"",
            "EdgeGateway completion fish > ~/.config/fish/completions/EdgeGateway.fish")
        {
            shell,
        };
        command.SetAction(result => result.InvocationConfiguration.Output.WriteLine(_scripts[result.GetRequiredValue(shell)]));
        return command;
    }
}
