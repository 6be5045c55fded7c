namespace Lumos.EndToEnd;

/// <summary>What an error must say to be of use.</summary>
internal static class ClearError
{
    /// <summary>Code and reason, what was wrong, and what to do next; never a stack trace.</summary>
    /// <param name="run">The process that failed.</param>
    /// <param name="exitCode">Its class.</param>
    /// <param name="reasons">Reasons of which one is wanted; none for any.</param>
    public static void Check(ProcessResult run, int exitCode, params string[] reasons)
    {
        Assert.True(run.ExitCode == exitCode, run.ToString());
        var match = System.Text.RegularExpressions.Regex.Match(run.Error, "error [A-Z_]+ \\(([A-Z_]+)\\)");
        Assert.True(match.Success && (reasons.Length == 0 || reasons.Contains(match.Groups[1].Value)), run.ToString());
        Assert.Contains("next:", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at Lumos", run.Error, StringComparison.Ordinal);
    }
}
