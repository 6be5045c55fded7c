using System.Globalization;
using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Validation;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Staging;

/// <summary>What the checkpoints of a run say: which chunks are staged, which tables are validated, whether they are promoted.</summary>
internal sealed class MigrationState
{
    /// <summary>Number under which the checkpoint of a whole table stands.</summary>
    public const long WholeTable = -1;

    private const string ManifestFact = "manifest";

    private readonly Dictionary<TablePlan, List<StagedChunk>> _chunks;
    private readonly Dictionary<TablePlan, CheckpointRecord> _tables = [];

    private MigrationState(MigrationPlan plan, IReadOnlyList<CheckpointRecord> records)
    {
        _chunks = plan.Tables.ToDictionary(table => table, _ => new List<StagedChunk>());
        foreach (var table in plan.Tables)
        {
            foreach (var record in records.Where(record => record.Table == table.Name))
            {
                if (record.ChunkId == WholeTable && record.Status != CheckpointStatus.Failed) _tables[table] = record;
                else if (record.ChunkId == WholeTable) continue;
                else if (record.ChunkId == _chunks[table].Count) _chunks[table].Add(StagedChunk.From(record));
            }
        }
    }

    /// <summary>Staged chunks by table, in order, without gaps.</summary>
    public IReadOnlyDictionary<TablePlan, List<StagedChunk>> Chunks => _chunks;

    /// <summary>Whether every table passed its validations.</summary>
    public bool IsValidated => _tables.Count == _chunks.Count;

    /// <summary>Whether the tables are final.</summary>
    public bool IsPromoted => IsValidated && _tables.Values.All(record => record.Status == CheckpointStatus.Promoted);

    /// <summary>Reads the checkpoints of a run.</summary>
    public static async Task<MigrationState> ReadAsync(IRunState state, string runId, MigrationPlan plan, CancellationToken cancellationToken) =>
        new(plan, await state.GetCheckpointsAsync(runId, StageName.Migration, cancellationToken).ConfigureAwait(false));

    /// <summary>The tables as they were validated.</summary>
    public IReadOnlyList<ValidatedTable> Validated() => [.. _chunks.Select(pair => new ValidatedTable(pair.Key, pair.Value, _tables[pair.Key].Validations, Read(_tables[pair.Key].Facts[ManifestFact])))];

    /// <summary>
    /// Takes back that anything is staged or validated, because the target has lost staged rows: a server that crashed empties what it does not log. Everything is staged again.
    /// </summary>
    public async Task ForgetAsync(StagingContext context, CancellationToken cancellationToken)
    {
        foreach (var (table, record) in _tables)
        {
            await context.State.PutCheckpointAsync(record with { Status = CheckpointStatus.Failed, NextAction = "stage", FinishedAt = context.Time.GetUtcNow() }, cancellationToken).ConfigureAwait(false);
            _chunks[table].Clear();
        }

        _tables.Clear();
    }

    /// <summary>Puts the checkpoints of validated tables: first of the chunks that are not as they were staged or as an earlier life validated them, then of the tables.</summary>
    public async Task PutValidatedAsync(StagingContext context, IReadOnlyList<ValidatedTable> tables, CancellationToken cancellationToken)
    {
        foreach (var table in tables)
        {
            var before = _chunks[table.Plan];
            foreach (var chunk in table.Chunks.Where((chunk, place) => chunk.FinalHash is not null || before[place].FinalHash is not null))
            {
                await context.State.PutCheckpointAsync(chunk.ToCheckpoint(context.RunId, table.Plan.Name, context.Time.GetUtcNow()), cancellationToken).ConfigureAwait(false);
            }
        }

        await PutTablesAsync(context, tables, CheckpointStatus.Staged, "promote", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts the checkpoints of tables that are final.</summary>
    public static Task PutPromotedAsync(StagingContext context, IReadOnlyList<ValidatedTable> tables, CancellationToken cancellationToken) =>
        PutTablesAsync(context, tables, CheckpointStatus.Promoted, null, cancellationToken);

    private static TableManifest Read(string fact) => JsonSerializer.Deserialize(fact, ArtifactJson.Default.TableManifest)!;

    private static async Task PutTablesAsync(StagingContext context, IReadOnlyList<ValidatedTable> tables, CheckpointStatus status, string? next, CancellationToken cancellationToken)
    {
        foreach (var table in tables)
        {
            var now = context.Time.GetUtcNow();
            var record = new CheckpointRecord
            {
                RunId = context.RunId,
                Stage = StageName.Migration,
                Table = table.Plan.Name,
                ChunkId = WholeTable,
                ContentHash = table.ContentHash,
                StartedAt = table.Chunks.Count == 0 ? now : table.Chunks.Min(chunk => chunk.StartedAt),
                FinishedAt = now,
                RowCountIn = table.Chunks.Sum(chunk => chunk.RowsIn),
                RowCountOut = table.Chunks.Sum(chunk => chunk.RowsOut),
                Validations = table.Validations,
                Status = status,
                NextAction = next,
                Facts = new Dictionary<string, string> { ["chunks"] = table.Chunks.Count.ToString(CultureInfo.InvariantCulture), [ManifestFact] = JsonSerializer.Serialize(table.Manifest, ArtifactJson.Default.TableManifest) },
            };
            await context.State.PutCheckpointAsync(record, cancellationToken).ConfigureAwait(false);
        }
    }
}
