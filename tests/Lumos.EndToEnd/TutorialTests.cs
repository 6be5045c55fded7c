using System.Text.RegularExpressions;
using Lumos.Testing;

namespace Lumos.EndToEnd;

/// <summary>Every command of the tutorial in docs/migrations.md that works on its sample, followed by copy and paste: a tutorial that does not work is worse than none.</summary>
public sealed partial class TutorialTests
{
    private const string Beginning = "## 1. ";
    private const string End = "## 6. ";

    [Fact]
    public async Task Tutorial_ByCopyAndPaste_SaysWhatItSays()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "docs", "migrations.md"));
        text = text[text.IndexOf(Beginning, StringComparison.Ordinal)..text.IndexOf(End, StringComparison.Ordinal)];
        using var sample = new SampleRun("shop");
        var said = "";
        var commands = Commands().Matches(text).SelectMany(static block => block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.True(commands.Count >= 10, "The tutorial has lost its commands.");
        foreach (var command in commands)
        {
            var arguments = Words(command);
            Assert.Equal("lumos", arguments[0]);
            for (var i = 1; i < arguments.Count; i++) if (arguments[i] == "01M8…") arguments[i] = RunId().Matches((await LumosProcess.RunAsync(sample.Folder, "status")).Output)[^1].Value;
            var result = await LumosProcess.RunAsync(sample.Folder, [.. arguments.Skip(1)]);
            if (command.Contains("--canary", StringComparison.Ordinal)) Assert.Contains("MIGRATION_CANARY_FAILED", result.Error, StringComparison.Ordinal);
            else Assert.True(result.ExitCode == 0, $"{command} ended with {result.ExitCode}: {result.Error}");
            if (command.Contains("--dry-run", StringComparison.Ordinal)) Assert.Matches("Dry run, nothing written .* root hash [0-9a-f]{64}", result.Output);
            said += result.Output + result.Error;
        }

        // What the tutorial shows of rows and sums is what came out.
        foreach (Match shown in Shown().Matches(text)) Assert.Contains(shown.Value, said, StringComparison.Ordinal);
        Assert.Contains("orders: as before, 158 rows", said, StringComparison.Ordinal);
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Commands();

    [GeneratedRegex(@"^(?:orders|order_lines) +\d.*passed$|^\d+ row\(s\) of the earlier run.*$|^same .*$", RegexOptions.Multiline)]
    private static partial Regex Shown();

    [GeneratedRegex("^[0-9A-Z]{26}", RegexOptions.Multiline)]
    private static partial Regex RunId();

    // Words as a shell reads them; the tutorial quotes with ' alone.
    private static List<string> Words(string command) => [.. command.Split('\'').SelectMany(static (part, at) => at % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
