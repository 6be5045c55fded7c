using System.CommandLine;
using System.Text;
using Lumos.Host.Cli;

namespace Lumos.Host.Tests.Cli;

/// <summary>What the help of a command shows can be typed.</summary>
public sealed class HelpExamplesTests
{
    public static TheoryData<string> Examples => [.. All(CommandLine.Build()).SelectMany(HelpWithExamples.Of).Distinct().Where(static example => example.StartsWith("lumos ", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_Typed_IsParsedWithoutErrors(string example) =>
        Assert.Empty(CommandLine.Build().Parse([.. Arguments(example).Skip(1)]).Errors.Select(static error => error.Message));

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);

    /// <summary>Splits a line as a shell would, up to a pipe, a redirection or a remark.</summary>
    private static List<string> Arguments(string line)
    {
        var arguments = new List<string>();
        StringBuilder? word = null;
        char? quote = null;
        foreach (var sign in line)
        {
            if (quote is { } open && sign != open) word!.Append(sign);
            else if (sign is '\'' or '"') (word, quote) = (word ?? new StringBuilder(), quote is null ? sign : null);
            else if (sign is '|' or '>' or '#') break;
            else if (sign != ' ') (word ??= new StringBuilder()).Append(sign);
            else if (word is not null)
            {
                arguments.Add(word.ToString());
                word = null;
            }
        }

        if (word is not null) arguments.Add(word.ToString());
        return arguments;
    }
}
