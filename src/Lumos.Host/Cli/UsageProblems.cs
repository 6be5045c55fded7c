using System.CommandLine;

namespace Lumos.Host.Cli;

/// <summary>What is wrong with a command line, and what was probably meant.</summary>
internal static class UsageProblems
{
    /// <summary>One sentence for each mistake.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        // An option that is not known fills a place meant for something else; that one is then told as unknown.
        var options = parsed.CommandResult.Tokens.Select(static t => t.Value).Concat(parsed.UnmatchedTokens).Where(static t => t.Length > 2 && t.StartsWith("--", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        if (options.Count > 0) return [.. options.Select(o => $"There is no option '{o}'{(IsEarly(o, command) ? $" before a command: write it behind '{command.Name}'" : "")}.{Meant(o, command.Options.Concat(command.Parents.OfType<Command>().SelectMany(static p => p.Options).Where(static p => p.Recursive)).Select(static p => p.Name))}")];
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens is [var first, ..]) return [$"There is no command '{first}'.{Meant(first, command.Subcommands.Select(static c => c.Name))}"];
        return [.. parsed.Errors.Select(static e => e.Message)];
    }

    private static bool IsEarly(string option, Command command) => command is not RootCommand && command.Options.Any(known => known.Name == option);

    private static string Meant(string word, IEnumerable<string> known)
    {
        var best = known.Select(k => (Name: k, Distance: Distance(word, k))).OrderBy(static k => k.Distance).ThenBy(static k => k.Name, StringComparer.Ordinal).FirstOrDefault();
        return best.Name is not null && best.Distance > 0 && best.Distance <= Math.Max(2, word.Length / 3) ? $" Did you mean '{best.Name}'?" : "";
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
