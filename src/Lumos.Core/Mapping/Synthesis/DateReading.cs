using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>A way to read the dates of a column.</summary>
/// <param name="Formats">Formats, most frequent shape first.</param>
/// <param name="HasTime">Whether they are moments.</param>
/// <param name="Pivot">Pivot for two-digit years; null without them.</param>
/// <param name="Language">Language of names.</param>
/// <param name="Share">Share of the values it reads, 0 to 1.</param>
internal sealed record DateReading(IReadOnlyList<string> Formats, bool HasTime, int? Pivot, DateLanguage Language, double Share)
{
    /// <summary>Whether the column holds day numbers or seconds instead of written dates.</summary>
    public bool IsNumber => Formats[0].StartsWith("EPOCH", StringComparison.Ordinal) || Formats[0].StartsWith("SERIAL", StringComparison.Ordinal);

    /// <summary>A text as a date or moment.</summary>
    public Pipe Apply(Pipe text) => text.DateParse(Formats, HasTime ? DateTarget.Timestamp : DateTarget.Date, Pivot, Language);

    /// <summary>A text as a value of a type: date, timestamp.</summary>
    public Pipe Apply(Pipe text, ColumnType type) => (type.Kind, HasTime) switch
    {
        (ColumnKind.Date, true) => Apply(text).DateFormat("YYYY-MM-DD").TypeCast(ColumnType.Date),
        (ColumnKind.Timestamp, false) => text.DateParse(Formats, DateTarget.Timestamp, Pivot, Language),
        _ => Apply(text),
    };

    /// <summary>Share of values it reads.</summary>
    public static double ShareOf(DateReading reading, IReadOnlyList<string> values)
    {
        var schema = new ColumnSchema([new ColumnField("a", ColumnType.Text)]);
        if (values.Count == 0 || PlanChecker.Check(new TransformPlan([new Pipeline("x", null, reading.Apply(Pipe.Column("a")).Expression)]), schema).Plan is not { } plan) return 0;
        var interpreter = new PlanInterpreter(plan);
        return (double)values.Count(v => interpreter.EvaluateColumn(0, [v]) is { Failure: null, Value: not null }) / values.Count;
    }
}
