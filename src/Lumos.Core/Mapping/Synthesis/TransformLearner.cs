using Lumos.Abstractions;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>One row of the source and what is wanted of it.</summary>
/// <param name="Source">A cell per column; null for NULL.</param>
/// <param name="Target">The target's cell as text; null for NULL.</param>
public sealed record TransformExample(IReadOnlyList<string?> Source, string? Target);

/// <summary>A pipeline that explains examples.</summary>
public sealed record LearntTransform
{
    /// <summary>The pipeline over the source columns.</summary>
    public required Expression Expression { get; init; }

    /// <summary>The pipeline in the text form.</summary>
    public string Dsl => DslText.Print(Expression);

    /// <summary><c>rename</c>, <c>cast</c>, <c>value_map</c>, <c>unit</c>, <c>compose</c>, <c>decompose</c>, <c>derive</c> or <c>constant</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Size; smaller is preferred. Comparable within one lesson only.</summary>
    public required int Size { get; init; }

    /// <summary>Examples it reproduces.</summary>
    public required int Reproduced { get; init; }

    /// <summary>Positions of the examples it contradicts, at most 2 % of them.</summary>
    public required IReadOnlyList<int> Contradicts { get; init; }

    /// <summary>Held-out examples it reproduces: those it was not learnt from.</summary>
    public required int HeldOutReproduced { get; init; }

    /// <summary>Whether it is a dictionary of values most of which were seen once, so that new values will not be in it.</summary>
    public bool Memorises { get; init; }
}

/// <summary>What was learnt.</summary>
public sealed record TransformLesson
{
    /// <summary>Pipelines, best first; empty when the twelve operations do not explain the examples, or no small program does.</summary>
    public required IReadOnlyList<LearntTransform> Found { get; init; }

    /// <summary>Examples.</summary>
    public required int Examples { get; init; }

    /// <summary>Examples kept aside to prove what was learnt from the others: every fifth of ten or more.</summary>
    public required int HeldOut { get; init; }

    /// <summary>Positions of examples whose target is no value of the type.</summary>
    public required IReadOnlyList<int> Unreadable { get; init; }
}

/// <summary>Learns pipelines from examples of rows and wanted values. Deterministic and thread-safe; no model, no network.</summary>
public static class TransformLearner
{
    /// <summary>Learns.</summary>
    /// <param name="columns">Names of the source columns.</param>
    /// <param name="examples">Examples, one or more; each has a cell per column.</param>
    /// <param name="type">Type of the target column.</param>
    /// <exception cref="ArgumentException">An example has another number of cells than there are columns.</exception>
    public static TransformLesson Learn(IReadOnlyList<string> columns, IReadOnlyList<TransformExample> examples, ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(examples);
        if (examples.Any(e => e.Source.Count != columns.Count)) throw new ArgumentException("Every example needs a cell per column.", nameof(examples));
        var schema = new ColumnSchema([.. columns.Select(static c => new ColumnField(c, ColumnType.Text))]);
        string?[][] rows = [.. examples.Select(static e => e.Source.ToArray())];
        LearningColumn[] learning = [.. columns.Select((name, c) => new LearningColumn(name, Pipe.Column(name).Expression, [.. rows.Select(r => r[c])], UnitNames.InName(name)))];
        var task = new LearningTask(schema, rows, learning, [.. examples.Select(static e => e.Target)], type);
        var check = new ExampleCheck(task);
        return new TransformLesson
        {
            Found = [.. PipelineLearner.Learn(task).Select(l => Of(l, check))], Examples = examples.Count, HeldOut = task.HeldOut.Length,
            Unreadable = [.. Enumerable.Range(0, examples.Count).Where(i => !check.IsUsable(i))],
        };
    }

    private static LearntTransform Of(Learnt learnt, ExampleCheck check) => new()
    {
        Expression = learnt.Sketch.Expression, Kind = learnt.Sketch.Kind, Size = learnt.Sketch.Cost, Reproduced = check.Usable - learnt.Misses.Count, Contradicts = learnt.Misses,
        HeldOutReproduced = learnt.HeldOutRight, Memorises = learnt.Sketch.Memorises,
    };
}
