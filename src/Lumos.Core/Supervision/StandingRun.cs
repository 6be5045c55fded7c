using Lumos.Abstractions;
using Lumos.Core.State;

namespace Lumos.Core.Supervision;

/// <summary>A run that tried the quarantine of another one again, was promoted and not taken back.</summary>
internal sealed class StandingRun
{
    private readonly HashSet<(string, string, long)> _open;

    private StandingRun(string runId, IReadOnlyDictionary<(string, string, long), long> taken, HashSet<(string, string, long)> open) => (RunId, Taken, _open) = (runId, taken, open);

    /// <summary>Its id.</summary>
    public string RunId { get; }

    /// <summary>Rows it took of tables that are only added to, by the numbers they had in the run before, with those they have in it.</summary>
    public IReadOnlyDictionary<(string Table, string Source, long Row), long> Taken { get; }

    /// <summary>Reads what a run took and what it has in quarantine.</summary>
    public static async Task<StandingRun> ReadAsync(string runId, IReadOnlyList<ReleasedRows> released, IAsyncEnumerable<QuarantineRecord> quarantine, CancellationToken cancellationToken)
    {
        var open = new HashSet<(string, string, long)>();
        await foreach (var record in quarantine.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (record.Status != QuarantineStatus.Resolved) open.Add((record.Table, record.Source, record.Row));
        }

        var taken = new Dictionary<(string, string, long), long>();
        foreach (var some in released) foreach (var (row, now) in some.Taken) taken[(some.Table, some.Source, row)] = now;
        return new StandingRun(runId, taken, open);
    }

    /// <summary>Whether it, or a run that followed it, added a row of the run before.</summary>
    public bool Added(QuarantineRecord row) => Taken.TryGetValue((row.Table, row.Source, row.Row), out var now) && !_open.Contains((row.Table, row.Source, now));

    /// <summary>Whether a row of the run before, which it read again with all others, is not in its quarantine any more.</summary>
    public bool Holds(QuarantineRecord row) => !_open.Contains((row.Table, row.Source, row.Row));
}
