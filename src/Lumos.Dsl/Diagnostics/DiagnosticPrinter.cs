using System.Globalization;
using System.Text;

namespace Lumos.Dsl.Diagnostics;

/// <summary>Writes diagnostics the way a compiler does: place, message, the line with carets under it, suggestion.</summary>
public static class DiagnosticPrinter
{
    /// <summary>The diagnostics, one after the other, each ending with a line break.</summary>
    /// <param name="diagnostics">What to write.</param>
    /// <param name="text">The text they are about; null when there is none.</param>
    /// <param name="file">Name of the file, for the place.</param>
    public static string Print(IEnumerable<DslDiagnostic> diagnostics, string? text, string? file = null)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        var lines = text?.Replace("\r\n", "\n").Split('\n', '\r');
        var output = new StringBuilder();
        foreach (var diagnostic in diagnostics) Print(output, diagnostic, lines, file);
        return output.ToString();
    }

    private static void Print(StringBuilder output, DslDiagnostic diagnostic, string[]? lines, string? file)
    {
        var span = diagnostic.Span;
        var severity = diagnostic.Severity switch { DslSeverity.Error => "error", DslSeverity.Warning => "warning", _ => "info" };
        if (file is not null) output.Append(file).Append(span.IsKnown ? ":" : ": ");
        if (span.IsKnown) output.Append(CultureInfo.InvariantCulture, $"{span.Line}:{span.Column}: ");
        else if (diagnostic.Target is not null) output.Append(CultureInfo.InvariantCulture, $"column '{diagnostic.Target}': ");
        output.Append(severity).Append(' ').Append(diagnostic.Reason).Append(": ").Append(diagnostic.Message).Append('\n');
        if (lines is not null && span.IsKnown && span.Line <= lines.Length) PrintLine(output, lines[span.Line - 1], span.Line, span.Column - 1, span.Length);
        if (diagnostic.Detail is not null) output.Append("      ").Append(diagnostic.Detail.Replace("\n", "\n      ")).Append('\n');
        if (diagnostic.Suggestion is not null) output.Append("  ").Append(diagnostic.Suggestion).Append('\n');
    }

    private static void PrintLine(StringBuilder output, string line, int number, int start, int length)
    {
        var gutter = number.ToString(CultureInfo.InvariantCulture);
        start = Math.Min(start, line.Length);
        length = Math.Max(1, Math.Min(length, line.Length - start));
        output.Append("  ").Append(gutter).Append(" | ").Append(line).Append('\n');
        output.Append(' ', gutter.Length + 2).Append(" | ");
        foreach (var c in line.Substring(0, start)) output.Append(c == '\t' ? '\t' : ' ');
        output.Append('^', length).Append('\n');
    }
}
