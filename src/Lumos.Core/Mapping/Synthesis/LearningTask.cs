using Lumos.Abstractions;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>A source column a pipeline may read. What is found out about its values is kept, because many targets ask for it. For one thread.</summary>
/// <param name="name">Name as the source spells it.</param>
/// <param name="start">What the column starts with: itself, or itself cleaned.</param>
/// <param name="values">Values of <paramref name="start"/>, one per example.</param>
/// <param name="unit">Unit of measure its header speaks of; null when it does not.</param>
internal sealed class LearningColumn(string name, Expression start, string?[] values, string? unit = null)
{
    private IReadOnlyList<NumberReading>? _numbers;
    private IReadOnlyList<NumberReading>? _numberParts;
    private IReadOnlyList<LearningColumn>? _dateParts;

    /// <summary>Name as the source spells it.</summary>
    public string Name => name;

    /// <summary>What the column starts with: itself, or itself cleaned.</summary>
    public Expression Base => start;

    /// <summary>Values, one per example.</summary>
    public string?[] Values => values;

    /// <summary>Unit of measure its header speaks of; null when it does not.</summary>
    public string? Unit => unit;

    /// <summary>The start of a pipeline.</summary>
    public Pipe Pipe => Pipe.From(start);

    /// <summary>Ways to read its dates; empty when it has none.</summary>
    public IReadOnlyList<DateReading> Dates => field ??= DateReadings.Of(values, true);

    /// <summary>Ways to read its numbers; empty when it has none.</summary>
    public IReadOnlyList<NumberReading> Numbers(LearningTask task) => _numbers ??= [.. NumberReadings.Of(task, this)];

    /// <summary>Numbers that stand in its texts beside each other.</summary>
    public IReadOnlyList<NumberReading> PartNumbers(LearningTask task) => _numberParts ??= [.. NumberParts.Of(task, this)];

    /// <summary>Parts of its texts that are dates.</summary>
    public IReadOnlyList<LearningColumn> DateParts(LearningTask task) => _dateParts ??= [.. DateSketches.Parts(task, this)];

    /// <summary>The same for some of the examples.</summary>
    public LearningColumn Keeping(IReadOnlyList<int> examples) => new(name, start, [.. examples.Select(i => values[i])], unit);
}

/// <summary>Examples, and which of them are for learning and which for proving. Immutable.</summary>
internal sealed class LearningTask
{
    private const int HeldOutFrom = 10;
    private const int EveryNth = 5;
    private const int MostSplits = 3;

    /// <summary>Takes the examples.</summary>
    /// <param name="schema">Raw source columns, all text.</param>
    /// <param name="rows">A raw row per example.</param>
    /// <param name="columns">Columns a pipeline may read.</param>
    /// <param name="targets">What is wanted; null for NULL.</param>
    /// <param name="type">Type of the target column.</param>
    /// <param name="unit">Unit the target is in, when it is known.</param>
    /// <param name="split">Which examples are kept aside: 0, 1 or 2.</param>
    public LearningTask(ColumnSchema schema, IReadOnlyList<string?[]> rows, IReadOnlyList<LearningColumn> columns, IReadOnlyList<string?> targets, ColumnType type, string? unit = null, int split = 0)
    {
        (Schema, Rows, Columns, Type, Unit, Split) = (schema, rows, columns, type, unit, split);
        Targets = [.. targets.Select(static t => string.IsNullOrEmpty(t) ? null : t)];
        var usable = Enumerable.Range(0, rows.Count).ToArray();
        var aside = EveryNth - 1 - 2 * split;
        Train = rows.Count < HeldOutFrom ? usable : [.. usable.Where(i => i % EveryNth != aside)];
        HeldOut = rows.Count < HeldOutFrom ? [] : [.. usable.Where(i => i % EveryNth == aside)];
    }

    /// <summary>Raw source columns.</summary>
    public ColumnSchema Schema { get; }

    /// <summary>Raw rows.</summary>
    public IReadOnlyList<string?[]> Rows { get; }

    /// <summary>Columns a pipeline may read.</summary>
    public IReadOnlyList<LearningColumn> Columns { get; }

    /// <summary>What is wanted; the empty text counts as NULL, because files do not tell them apart.</summary>
    public IReadOnlyList<string?> Targets { get; }

    /// <summary>Type of the target column.</summary>
    public ColumnType Type { get; }

    /// <summary>Unit the target is in; null when nothing says so.</summary>
    public string? Unit { get; }

    /// <summary>Examples to learn from.</summary>
    public int[] Train { get; }

    /// <summary>Examples kept aside, every fifth of ten or more.</summary>
    public int[] HeldOut { get; }

    /// <summary>Which examples are kept aside.</summary>
    public int Split { get; }

    /// <summary>Whether what the examples prove may be used; null for all of it. What may not is passed over, and the search goes on.</summary>
    public Func<Expression, bool>? Accepts { get; init; }

    /// <summary>The same with other examples kept aside; null when all ways were tried or none is.</summary>
    public LearningTask? SplitAgain() => HeldOut.Length == 0 || Split == MostSplits - 1 ? null : new(Schema, Rows, Columns, Targets, Type, Unit, Split + 1) { Accepts = Accepts };

    /// <summary>The same without some examples.</summary>
    public LearningTask Keeping(IReadOnlyList<int> examples) => new(
        Schema, [.. examples.Select(i => Rows[i])], [.. Columns.Select(c => c.Keeping(examples))], [.. examples.Select(i => Targets[i])], Type, Unit, Split) { Accepts = Accepts };

    /// <summary>The same with other targets.</summary>
    public LearningTask With(IReadOnlyList<string?> targets, ColumnType? type = null) => new(Schema, Rows, Columns, targets, type ?? Type, Unit, Split) { Accepts = Accepts };

    /// <summary>The same over other columns.</summary>
    public LearningTask Over(IReadOnlyList<LearningColumn> columns) => new(Schema, Rows, columns, Targets, Type, Unit, Split) { Accepts = Accepts };

    /// <summary>Contradictions that are taken for errors of the data: 2 % of the examples.</summary>
    public int Tolerance => Rows.Count / 50;
}

/// <summary>A pipeline that may be the one.</summary>
/// <param name="Expression">The pipeline.</param>
/// <param name="Cost">Its size; smaller is preferred.</param>
/// <param name="Kind">Transform kind.</param>
internal sealed record Sketch(Expression Expression, int Cost, string Kind)
{
    /// <summary>Learns the same again from other examples, for what remembers values; null for the others.</summary>
    public Func<IReadOnlyList<int>, Expression?>? Relearn { get; init; }

    /// <summary>Whether it only repeats the examples it has seen.</summary>
    public bool Memorises { get; init; }
}
