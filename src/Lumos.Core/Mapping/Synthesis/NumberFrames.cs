using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Numbers that are written with something around them or with marks inside: 20.32 cm, $1,234.50, 1.234,5.</summary>
internal static class NumberFrames
{
    /// <summary>Pipelines for texts that are numbers but for a frame; empty when the targets are plain numbers or none.</summary>
    /// <param name="task">Examples.</param>
    /// <param name="columns">How many columns they read.</param>
    public static IEnumerable<Sketch> Find(LearningTask task, int columns)
    {
        var targets = task.Targets.OfType<string>().ToList();
        if (task.Type.Kind != Lumos.Abstractions.ColumnKind.Text || targets.Count < 2 || !targets.TrueForAll(static t => t.Any(char.IsAsciiDigit))) yield break;
        var before = targets[0][..Shared(targets, false)];
        var after = targets[0][^Shared(targets, true)..];
        string?[] inner = [.. task.Targets.Select(t => t?[before.Length..^after.Length])];
        foreach (var (format, _, _) in NumberReadings.FormatsOf(inner).Take(1))
        {
            var group = format.GroupMarks is { Length: 1 } marks ? marks : null;
            if (format.GroupMarks is not null && group is null || format.Symbols.Count > 0 || format.Parentheses || format.Percent || format.Exponent) yield break;
            if (before.Length + after.Length == 0 && group is null && format.DecimalMark == ".") yield break;
            string?[] plain = [.. inner.Select(t => group is null ? t?.Replace(format.DecimalMark, ".", StringComparison.Ordinal) : t?.Replace(group, "", StringComparison.Ordinal).Replace(format.DecimalMark, ".", StringComparison.Ordinal))];
            var scales = plain.OfType<string>().Select(static p => p.IndexOf('.', StringComparison.Ordinal) is >= 0 and var at ? p.Length - at - 1 : 0).Distinct().ToList();
            var marked = group is not null || format.DecimalMark != "." && scales.Max() > 0;
            if (marked && scales.Count > 1) yield break;
            var grouping = new NumberGrouping(scales.Max(), group, format.DecimalMark, format.Grouping == DigitGrouping.Indian, plain.Any(static p => p?.StartsWith('-') == true));
            foreach (var sketch in NumberSketches.Find(task.With(plain), columns))
            {
                var number = Pipe.From(sketch.Expression);
                var pipe = marked ? grouping.Write(number, plain.OfType<string>().Max(static p => p.Count(char.IsAsciiDigit)) - scales.Max()) : number;
                Pipe[] operands = [.. before.Length == 0 ? (IEnumerable<Pipe>)[] : [Pipe.Text(before)], pipe, .. after.Length == 0 ? (IEnumerable<Pipe>)[] : [Pipe.Text(after)]];
                if (operands.Length > 1) pipe = Pipe.Concat(NullRule.Propagate, "", operands);
                yield return sketch with { Expression = pipe.Expression, Cost = sketch.Cost + 6 + 2 * (before.Length + after.Length) + (marked ? 12 : 0), Kind = sketch.Kind is "cast" or "rename" ? "derive" : sketch.Kind };
            }
        }
    }

    // What all begin or end with, without digits and what belongs to a number.
    private static int Shared(List<string> targets, bool atEnd)
    {
        var length = 0;
        while (true)
        {
            if (targets.Exists(t => length >= t.Length)) return 0;
            var c = At(targets[0]);
            if (char.IsAsciiDigit(c) || c is '-' or '+' || c is '.' or ',' && !atEnd || targets.Exists(t => At(t) != c)) return length;
            length++;
        }

        char At(string text) => atEnd ? text[^(length + 1)] : text[length];
    }
}
