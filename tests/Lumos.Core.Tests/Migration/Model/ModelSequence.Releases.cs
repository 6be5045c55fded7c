using Lumos.Abstractions;

namespace Lumos.Core.Tests.Migration.Model;

/// <remarks>Releases: which rows they take, and what becomes of the quarantine they take them from.</remarks>
internal sealed partial class ModelSequence
{
    private async Task ReleaseAsync(ModelRun run)
    {
        var (place, time) = Crash(25);
        _steps.Add($"release {run.Id}{Said(place, time)}");
        var (took, refused) = ToTake(run);
        var end = await _world.ReleaseAsync(run.Id, run.Load.Rule, place, time);
        if (refused is not null)
        {
            Assert.Equal(refused, end.ToString());
            return;
        }

        var edits = _source.Settle([.. run.Edits, .. run.Pending]);
        var next = new ModelRun(end.Id, run.Load, _source.Rows(ModelSource.Items, edits), _source.Rows(ModelSource.Lines, edits), edits) { Files = Files(), Follows = run, Took = took };
        if (end.Crashed) (_open, _isSourceOfOpen) = (next, true);
        await SettleAsync(next, end, place);
        if (end.Crashed && _random.Chance(60)) await ResumeAsync(next);
        if (end.Release is not { } release) return;
        await CompareQuarantineAsync(run);
        Assert.Equal((run.Quarantine.Values.LongCount(static status => status == QuarantineStatus.Resolved), Open(run).Count), (release.Resolved, release.Open));
    }

    /// <summary>Which quarantined rows a run that follows adds, by their numbers then and now, or why there can be no such run. Null and null where it reads everything again.</summary>
    private (Dictionary<(string Table, long Row), long>? Took, string? Refused) ToTake(ModelRun run)
    {
        if (!run.Load.Adds) return (null, null);
        if (!_promoted.Contains(run)) return (null, "QUARANTINE_TAKEN_BACK");
        if (_runs.Any(other => other.Follows == run && !other.IsCompleted && other.MayBeIn)) return (null, "QUARANTINE_UNFINISHED");
        var taken = Standing(run).SelectMany(static other => other.Took!.Keys).ToHashSet();
        var left = run.Quarantine.Where(row => row.Value != QuarantineStatus.Dismissed && !taken.Contains(row.Key)).Select(static row => row.Key).ToList();
        if (left.Count == 0) return (null, "QUARANTINE_NOTHING");

        // In a file that changed a row is where all its texts are; edits and released rows look for their places together.
        var sought = left.Where(row => run.Printed.Contains(row.Table)).Select(row => new ModelEdit(row.Table, (int)row.Row, "", null) { Of = run.Files[row.Table], Texts = run.Files[row.Table].Split('\n')[row.Row + 1] });
        var edits = run.Edits.Concat(run.Pending).Concat(sought).ToList();
        var settled = _source.Settle(edits);
        var took = new Dictionary<(string Table, long Row), long>();
        foreach (var row in left)
        {
            var at = edits.FindIndex(edit => edit.File == row.Table && edit.Row == row.Row && edit.Of == run.Files[row.Table]);
            if (run.Files[row.Table] == _source.Csv(row.Table)) took[row] = row.Row;
            else if (at >= 0 && settled[at].Of == _source.Csv(row.Table)) took[row] = settled[at].Row;
        }

        return (took, null);
    }

    private List<ModelRun> Standing(ModelRun run) => [.. _completed.Where(other => other.Follows == run && _promoted.Contains(other))];

    /// <summary>What became of the quarantine of the runs before one, now that it stands or does not.</summary>
    private void SettleBefore(ModelRun run)
    {
        for (var before = run.Follows; before is not null; before = before.Follows)
        {
            var standing = Standing(before);
            foreach (var row in before.Quarantine.Keys.ToList())
            {
                var isIn = before.Load.Adds
                    ? standing.Any(other => other.Took!.TryGetValue(row, out var now) && !IsOpen(other, (row.Table, now)))
                    : standing.Count > 0 && !IsOpen(standing[^1], row);
                if (isIn != (before.Quarantine[row] == QuarantineStatus.Resolved)) before.Quarantine[row] = isIn ? QuarantineStatus.Resolved : QuarantineStatus.Open;
            }
        }

        static bool IsOpen(ModelRun run, (string, long) row) => run.Quarantine.TryGetValue(row, out var status) && status != QuarantineStatus.Resolved;
    }

    /// <summary>Why a run that was stopped may not add its rows any more.</summary>
    private IEnumerable<string> Overtaken(ModelRun run)
    {
        if (run is not { Took: { } took, Follows: { } before }) yield break;
        if (!_promoted.Contains(before)) yield return "QUARANTINE_TAKEN_BACK";
        if (Standing(before).Any(other => other.Took!.Keys.Any(took.ContainsKey))) yield return "QUARANTINE_OVERTAKEN";
    }

    /// <summary>What rows are found again by is read from the files when a run is over, if they are still what it read.</summary>
    private void Print(ModelRun run)
    {
        if (run.Printed.Count > 0 || !run.Load.Adds) return;
        run.Printed.UnionWith(run.Quarantine.Keys.Select(static row => row.Table).Where(table => run.Files[table] == _source.Csv(table)));
    }
}
