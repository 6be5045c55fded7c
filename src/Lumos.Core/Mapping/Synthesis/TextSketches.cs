using Lumos.Dsl.Fluent;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Pipelines that put a text together from pieces of the source.</summary>
internal static class TextSketches
{
    private const int MostPrograms = 80;
    private static readonly string[] Separators = [" ", ", ", "-", ",", "; ", "/", "\n", " - ", "_", "."];

    /// <summary>Programs that explain a working set, smallest first.</summary>
    /// <param name="task">Examples.</param>
    /// <param name="working">Positions of the working set: rows with a target, then rows that become nothing.</param>
    /// <param name="deep">Whether parts of parts are tried.</param>
    public static IEnumerable<Sketch> Find(LearningTask task, int[] working, bool deep)
    {
        var catalog = new PieceCatalog(task, working, deep);
        catalog.Add(DateSketches.Pieces(task, working, catalog.Targets));
        catalog.Add(NumberPieces.Of(task, working, catalog.Targets));
        var pieces = catalog.Pieces;
        var found = 0;
        foreach (var (steps, cost) in new ConcatSearch(catalog.Targets, pieces, false).Find())
        {
            if (++found > MostPrograms) break;
            yield return SketchOf(steps, cost, null, false);
        }

        if (!pieces.Any(p => Array.Exists(p.Values[..catalog.Targets.Count], string.IsNullOrEmpty))) yield break;
        var gappy = new ConcatSearch(catalog.Targets, pieces, true);
        foreach (var separator in Separators)
        {
            if (!catalog.Targets.Any(t => t.Contains(separator, StringComparison.Ordinal))) continue;
            foreach (var (steps, cost) in gappy.Find(separator).Take(4)) yield return SketchOf(steps, cost + 4, separator, true);
        }

        foreach (var (steps, cost) in gappy.Find().Take(10)) yield return SketchOf(steps, cost + 8, null, true);
    }

    private static Sketch SketchOf(IReadOnlyList<ConcatSearch.Step> steps, int cost, string? separator, bool gaps)
    {
        var (pipe, kind) = ConcatProgram.Write(steps, separator, gaps);
        return new Sketch(pipe.Expression, cost, kind);
    }
}
