using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>
/// Numbers of rows that were fixed before a run reads them, because the target holds rows that were numbered before; what is not among them is counted as it is read. Set once by the migration, before any
/// joined table is opened, and immutable from then on.
/// </summary>
internal sealed class RowNumbers
{
    private volatile IReadOnlyList<KeyNumbers> _all = [];

    /// <summary>What is fixed.</summary>
    public IReadOnlyList<KeyNumbers> All => _all;

    /// <summary>The numbers a join gives; null when its rows are counted.</summary>
    public KeyNumbers? Of(SourceJoin join) => join.Numbered == true ? _all.FirstOrDefault(numbers => numbers.Source == join.Table && numbers.Key == join.Key) : null;

    /// <summary>Fixes the numbers.</summary>
    public void Use(IReadOnlyList<KeyNumbers> numbers) => _all = numbers;
}
