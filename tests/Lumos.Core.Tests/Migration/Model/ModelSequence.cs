using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Supervision;
using Lumos.Testing;

namespace Lumos.Core.Tests.Migration.Model;

/// <summary>One random sequence of what people and accidents do to runs, each step held against the oracle.</summary>
internal sealed partial class ModelSequence : IDisposable
{
    private static readonly string[] Places =
    [
        FailpointNames.ChunkStarted, FailpointNames.ChunkStaged, FailpointNames.ChunkQuarantined, FailpointNames.ChunkCheckpointed,
        FailpointNames.BeforeValidation, FailpointNames.BeforePromotion, FailpointNames.DuringPromotion, FailpointNames.AfterPromotion,
    ];

    private readonly SeededRandom _random;
    private readonly ModelWorld _world;
    private readonly ModelSource _source = new();
    private readonly IReadOnlyList<string> _loads;
    private readonly bool _hasKey;
    private readonly List<string> _steps = [];
    private readonly List<ModelRun> _promoted = [];
    private readonly List<ModelRun> _completed = [];
    private readonly List<ModelRun> _runs = [];
    private ModelTables _tables = ModelTables.None;
    private ModelRun? _open;
    private ModelRun? _last;
    private bool _isSourceOfOpen;

    public ModelSequence(long seed, ModelPlace target, bool hasKey, IReadOnlyList<string> loads)
    {
        (_random, _hasKey, _loads) = (new SeededRandom(seed), hasKey, loads);
        _world = new ModelWorld(target, hasKey);
        ChangeSource();
    }

    /// <summary>What was done, for a failure's message.</summary>
    public IReadOnlyList<string> Steps => _steps;

    public void Dispose() => _world.Dispose();

    /// <summary>Does so many steps.</summary>
    public async Task RunAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            await StepAsync(_random.Next(0, 100));
            Compare();
        }
    }

    private Task StepAsync(int chance) => chance switch
    {
        < 15 => Task.Run(ChangeSource),
        < 25 when _open is not null => ResumeAsync(_open),
        < 35 when _last is { IsCompleted: true } => EditAsync(_last),
        < 45 when _last is { IsCompleted: true } => ReleaseAsync(_last),
        < 52 when _last is { IsCompleted: true } => DecideAsync(_last),
        < 65 when _promoted.Count > 0 && _promoted[^1].IsCompleted => RollBackAsync(_random.Chance(70) ? _promoted[^1] : _random.Pick(_promoted)),
        < 69 when _last is { IsCompleted: true } => AgainAsync(_last),
        _ => BeginAsync(),
    };

    private void ChangeSource()
    {
        _source.Change(_random);
        _world.Write(_source);
        _isSourceOfOpen = false;
        _steps.Add($"source is now\n{_source.Csv(ModelSource.Items)}{_source.Csv(ModelSource.Lines)}");
    }

    private async Task BeginAsync()
    {
        decimal? budget = _random.Chance(15) ? _random.Next(0, 4) / 10m : null;
        var load = new ModelLoad(_random.Pick(_loads), _random.Pick(Enum.GetValues<DuplicateKeyRule>()), budget, _hasKey);
        var (place, time) = Crash(35);
        _steps.Add($"run by {load}{Said(place, time)}");
        var end = await _world.RunAsync(load, place, time);
        var run = new ModelRun(end.Id, load, _source.Rows(ModelSource.Items, []), _source.Rows(ModelSource.Lines, []), []) { Files = Files() };
        if (end.Crashed) (_open, _isSourceOfOpen) = (run, true);
        await SettleAsync(run, end, place);
        if (end.Crashed && _random.Chance(60)) await ResumeAsync(run);
    }

    private async Task ResumeAsync(ModelRun run)
    {
        var (place, time) = Crash(30);
        _steps.Add($"resume {run.Id}{Said(place, time)}");
        var end = await _world.ResumeAsync(run.Id, run.Load.Rule, place, time);
        if (!end.Crashed) _open = null;
        await SettleAsync(run, end, place);
    }

    private async Task AgainAsync(ModelRun run)
    {
        _steps.Add($"resume {run.Id}, which is completed");
        var end = await _world.ResumeAsync(run.Id, run.Load.Rule, null, 0);
        Assert.Equal("Completed", end.ToString());
        Print(run);
    }

    private async Task EditAsync(ModelRun run)
    {
        if (Open(run) is not { Count: > 0 } rows) return;
        var (table, row) = _random.Pick(rows);
        string[] columns = table == ModelSource.Items ? ["id", "qty"] : ["line", "item"];
        var (column, value) = (_random.Pick(columns), _random.Next(1, 12).ToString(CultureInfo.InvariantCulture));
        var isSame = run.Files[table] == _source.Csv(table);
        var edit = isSame ? _source.Edit(table, (int)row, column, value) : new ModelEdit(table, (int)row, column, value);
        _steps.Add($"edit {edit}");
        if (!isSame)
        {
            Assert.Equal("SOURCE_CHANGED", (await Assert.ThrowsAsync<LumosException>(() => _world.EditAsync(run.Id, edit))).Reason);
            return;
        }

        await _world.EditAsync(run.Id, edit);
        run.Pending.Add(edit);
    }

    private async Task DecideAsync(ModelRun run)
    {
        if (Open(run) is not { Count: > 0 } rows) return;
        var (table, row) = _random.Pick(rows);
        _steps.Add($"dismiss row {row} of {table}");
        Assert.Equal(1, await _world.DecideAsync(run.Id, table, row, QuarantineStatus.Dismissed));
        run.Quarantine[(table, row)] = QuarantineStatus.Dismissed;
    }

    private async Task RollBackAsync(ModelRun run)
    {
        _steps.Add($"roll back {run.Id}");
        var refused = await _world.RollBackAsync(run.Id);
        Assert.True((refused is null) == (run == _promoted[^1]), $"{refused?.Reason ?? "rolled back"}");
        if (refused is not null) return;
        _tables = run.Before;
        _promoted.Remove(run);
        SettleBefore(run);
        if (run.Follows is { } before) await CompareQuarantineAsync(before);
    }

    /// <summary>Holds what a run did against what it must do, and takes it over.</summary>
    private async Task SettleAsync(ModelRun run, ModelEnd end, string? place)
    {
        _steps[^1] += $" -> {end}";
        if (!_runs.Contains(run)) _runs.Add(run);
        run.MayBeIn |= end.Crashed && place is FailpointNames.BeforePromotion or FailpointNames.DuringPromotion or FailpointNames.AfterPromotion;
        if (run.Done is null)
        {
            var must = ModelOracle.Run(_tables, run.Items, run.Lines, run.Load, run.Only);
            must.Failures.UnionWith(Overtaken(run));
            if (end.Refusal is { } refusal)
            {
                var mayBe = must.Failures.Append(_isSourceOfOpen ? "" : "SOURCE_CHANGED");
                Assert.Contains(refusal.Reason, mayBe);
                return;
            }

            if (end.Crashed && place != FailpointNames.AfterPromotion) return;
            Assert.Empty(must.Failures);
            (run.Done, run.Before, _tables) = (must, _tables, must.Tables);
            _promoted.Add(run);
        }

        if (end.Crashed) return;
        Assert.Equal("Completed", end.ToString());
        (run.IsCompleted, _last) = (true, run);
        if (!_completed.Contains(run)) _completed.Add(run);
        foreach (var table in end.Result!.Migration!.Tables)
        {
            var read = run.Only(table.Table)?.Count ?? (table.Table == ModelSource.Items ? run.Items.Count : run.Lines.Count);
            var aside = run.Done.Quarantined[table.Table].Count;
            Assert.Equal((read, read - aside - run.Done.Collapsed[table.Table], run.Done.Collapsed[table.Table], aside), (table.RowsIn, table.RowsOut, table.Collapsed, table.Quarantined));
        }

        foreach (var (table, rows) in run.Done.Quarantined) foreach (var row in rows) run.Quarantine[(table, row)] = QuarantineStatus.Open;
        Print(run);
        await CompareQuarantineAsync(run);
        SettleBefore(run);
        if (run.Follows is { } before) await CompareQuarantineAsync(before);
        if (run != _promoted[^1]) return;
        var verified = await _world.Engine.VerifyAsync(run.Id);
        Assert.True(verified.IsSame, string.Join('\n', verified.Tables));
    }

    private void Compare()
    {
        var (tables, kept, staging) = _world.Look();
        Assert.Equal(_tables.ToString(), tables.ToString());

        // Of a table it made a run keeps nothing; what makes versions keeps which of them were there, even when there was none.
        Assert.Equal(_promoted.Where(static run => run.Load.HasVersions || run.Before.Items is not null).Select(static run => run.Id).Order(StringComparer.Ordinal), kept);
        foreach (var run in _promoted.Where(static run => run.IsCompleted)) Assert.DoesNotContain(run.Id, staging);
    }

    private async Task CompareQuarantineAsync(ModelRun run) => Assert.Equal(
        run.Quarantine.Select(static row => $"{row.Key.Table} {row.Key.Row} {row.Value}").Order(StringComparer.Ordinal),
        (await _world.QuarantineAsync(run.Id)).Select(static record => $"{record.Table} {record.Row} {record.Status}").Order(StringComparer.Ordinal));

    private Dictionary<string, string> Files() => new(StringComparer.Ordinal) { [ModelSource.Items] = _source.Csv(ModelSource.Items), [ModelSource.Lines] = _source.Csv(ModelSource.Lines) };

    private static List<(string Table, long Row)> Open(ModelRun run) => [.. run.Quarantine.Where(static row => row.Value == QuarantineStatus.Open).Select(static row => row.Key)];

    private (string? Place, int Time) Crash(int percent) => _random.Chance(percent) ? (_random.Pick(Places), _random.Next(1, 5)) : (null, 0);

    private static string Said(string? place, int time) => place is null ? "" : $", which dies at {place}, time {time}";
}
