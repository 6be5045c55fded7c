using Lumos.Core.Analysis.Plans;
using Lumos.Core.Supervision;

namespace Lumos.Core.Analysis.Statistics;

/// <summary>A target table as the sample rows make it. Holds values, so it lives in memory only.</summary>
/// <param name="Plan">How it is made.</param>
/// <param name="Inputs">One per source with sample rows.</param>
internal sealed record SampledTable(PlannedTable Plan, IReadOnlyList<SampledInput> Inputs)
{
    /// <summary>Name of the target table.</summary>
    public string Name => Plan.Name;

    /// <summary>Sample rows of all sources.</summary>
    public long Rows => Inputs.Sum(static input => (long)input.Rows);

    /// <summary>Sample rows that would go into the table.</summary>
    public long FitRows => Inputs.Sum(static input => (long)input.Rows - input.UnfitRows);
}

/// <summary>The sample rows of one source, transformed.</summary>
/// <param name="Plan">How they are made.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">One per target column, in the order of the target.</param>
/// <param name="Unfit">Whether a row would go to quarantine for a value it has or lacks, or because a reference of it leads nowhere.</param>
/// <param name="Raw">The rows as they were read.</param>
internal sealed record SampledInput(PlannedInput Plan, int Rows, IReadOnlyList<SampledColumn> Columns, bool[] Unfit, RawSample Raw)
{
    /// <summary>Rows that would go to quarantine.</summary>
    public int UnfitRows { get; } = Unfit.Count(static unfit => unfit);
}

/// <summary>One target column over the sample rows of one source.</summary>
/// <param name="Plan">How it is made.</param>
/// <param name="Values">Value per row in the CLR types of the interpreter; null for NULL and for a failure.</param>
/// <param name="Failures">Reason per row, such as <c>E_DATE</c>; null where there is none.</param>
/// <param name="Given">Rows in which the source says something: neither blank nor one of its spellings of NULL.</param>
internal sealed record SampledColumn(PlannedColumn Plan, object?[] Values, string?[] Failures, int Given)
{
    /// <summary>Whether the value of a row breaks the column's code list.</summary>
    public bool BreaksEnum(int row) => Values[row] is { } value && Plan is { Feed: Feed.Mapped, Target.Enum.Count: > 0 } && ColumnBreaks.IsNoCode(Plan.Target, ValueText.Of(value, Plan.Value!.Type));

    /// <summary>Whether the value of a row is wider than the column is declared.</summary>
    public bool BreaksWidth(int row) => Values[row] is { } value && Plan is { Feed: Feed.Mapped, Target.Width: not null } && ColumnBreaks.IsTooWide(Plan.Target, ValueText.Of(value, Plan.Value!.Type));

    /// <summary>Whether the row has no value though nothing failed.</summary>
    public bool IsNull(int row) => Values[row] is null && Failures[row] is null;
}
