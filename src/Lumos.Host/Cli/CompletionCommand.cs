using System.CommandLine;

namespace Lumos.Host.Cli;

/// <summary><c>lumos completion bash|zsh|fish|pwsh</c>: prints the script that makes Tab complete commands and options.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _lumos_complete() {
              local IFS=$'\n'
              COMPREPLY=( $(compgen -W "$(lumos "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}") )
            }
            complete -o default -F _lumos_complete lumos
            """,
        ["zsh"] = """
            _lumos_complete() {
              local -a found
              found=("${(@f)$(lumos "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
              compadd -a found
              _files
            }
            compdef _lumos_complete lumos
            """,
        ["fish"] = """
            complete -c lumos -a '(lumos "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName lumos -ScriptBlock {
              param($word, $ast, $position)
              lumos "[suggest:$position]" "$ast" | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { HelpName = "shell", Description = "bash, zsh, fish or pwsh" };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", "Prints the script that makes Tab complete lumos commands.") { shell };
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.WriteLine(Scripts[parsed.GetRequiredValue(shell)]);
            return ExitCodes.Done;
        });
        return HelpWithExamples.With(command, "lumos completion bash >> ~/.bashrc", "lumos completion fish > ~/.config/fish/completions/lumos.fish");
    }
}
