using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Catalog;
using Lumos.Connectors.Postgres.Connecting;
using Lumos.Connectors.Postgres.Promotion;

namespace Lumos.Connectors.Postgres.Targets;

internal sealed partial class PostgresTarget
{
    // What a run was told is promoted must outlive a power cut, also on a server that does not wait for its disk.
    private const string DurableSql = "SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'";

    /// <inheritdoc/>
    public async ValueTask<bool> IsPromotedAsync(string runId, CancellationToken cancellationToken = default)
    {
        var session = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var opened = session.ConfigureAwait(false);
        return await new KeptArea(runId).ExistsAsync(session, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask PromoteAsync(PromotionRun run, IReadOnlyList<PromotedTable> tables, IStagedTables staged, Action beforeVisible, CancellationToken cancellationToken = default)
    {
        var session = ((PostgresStagedTables)staged).Session;
        var owner = await LockAsync(run.RunId, cancellationToken).ConfigureAwait(false);
        var kept = new KeptArea(run.RunId);
        try
        {
            var transaction = await session.Connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using var begun = transaction.ConfigureAwait(false);
            await owner.GuardAsync(session, cancellationToken).ConfigureAwait(false);
            await session.ExecuteAsync(DurableSql, cancellationToken).ConfigureAwait(false);
            if (await kept.ExistsAsync(session, cancellationToken).ConfigureAwait(false)) return;
            var promotions = await PlanAsync(tables, (PostgresStagedTables)staged, session, cancellationToken).ConfigureAwait(false);
            await new Promoter(session, Name, Schema, run, kept, ((PostgresStagedTables)staged).Area, promotions).RunAsync(cancellationToken).ConfigureAwait(false);
            beforeVisible();
            cancellationToken.ThrowIfCancellationRequested();
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (ServerErrors.Is(exception))
        {
            throw ServerErrors.Of(exception, Name);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, RowChanges>> GetChangesAsync(string runId, CancellationToken cancellationToken = default)
    {
        var session = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var opened = session.ConfigureAwait(false);
        return await new KeptArea(runId).ChangesAsync(session, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RolledBackTable>> RollBackAsync(string runId, CancellationToken cancellationToken = default)
    {
        var session = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var opened = session.ConfigureAwait(false);
        var kept = new KeptArea(runId);
        try
        {
            var transaction = await session.Connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using var begun = transaction.ConfigureAwait(false);
            await session.ExecuteAsync(DurableSql, cancellationToken).ConfigureAwait(false);
            if (!await kept.ExistsAsync(session, cancellationToken).ConfigureAwait(false)) return [];
            var result = await new Restorer(session, Name, Schema, kept).RunAsync(cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            return result;
        }
        catch (Exception exception) when (ServerErrors.Is(exception))
        {
            throw ServerErrors.Of(exception, Name);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<KeptVersion>> ListKeptAsync(CancellationToken cancellationToken = default)
    {
        var session = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var opened = session.ConfigureAwait(false);
        return await KeptArea.ListAsync(session, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask ForgetAsync(string runId, CancellationToken cancellationToken = default)
    {
        var session = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var opened = session.ConfigureAwait(false);
        await new KeptArea(runId).DropAsync(session, cancellationToken).ConfigureAwait(false);
    }

    // Tables are decided about again, now that nobody else can write to them, in one order for all runs so that two of them do not wait for each other.
    private async ValueTask<IReadOnlyList<TablePromotion>> PlanAsync(
        IReadOnlyList<PromotedTable> tables, PostgresStagedTables stagedTables, PostgresSession session, CancellationToken cancellationToken)
    {
        var planned = new List<TablePromotion>();
        var mayMove = await MayMove.AskAsync(session, Schema, cancellationToken).ConfigureAwait(false);
        foreach (var table in tables.OrderBy(table => table.Table.Name, StringComparer.Ordinal))
        {
            if (await FindAsync(table.Table.Name, session, cancellationToken).ConfigureAwait(false) is { IsTable: true } there)
            {
                var mode = table.Load.Strategy is LoadStrategy.Insert or LoadStrategy.Append ? "ROW EXCLUSIVE" : "SHARE ROW EXCLUSIVE";
                await session.ExecuteAsync($"LOCK TABLE {there.Sql} IN {mode} MODE", cancellationToken).ConfigureAwait(false);
            }

            var (existing, action) = await DecideAsync(table.Table, table.Load, session, cancellationToken).ConfigureAwait(false);
            var staged = stagedTables.Staged(table.Table.Name);
            var model = existing is null ? stagedTables.ModelOf(table.Table.Name) : null;
            var moves = mayMove && model?.IsAsStaged(table.Table) != false && await session.AskAsync(stagedTables.Area.IsLoggedSql(table.Table.Name), static reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false);
            var stays = table.Removed is null ? staged : $"(SELECT * FROM {staged} AS lumos_all WHERE NOT EXISTS (SELECT FROM {table.Removed} AS lumos_gone WHERE lumos_gone.{StagedTableNames.RowColumn} = lumos_all.{StagedTableNames.RowColumn}))";
            planned.Add(new TablePromotion
            {
                Promoted = table,
                Source = StoredTypes.ToStored(existing ?? model?.Table, [.. table.Table.Columns.Select(static column => column.Name)], stays),
                Staged = moves ? new StagedParts(stagedTables.Main(table.Table.Name), stagedTables.Late(table.Table.Name), stagedTables.Ready.Contains(table.Table.Name)) : null,
                Final = Sql.Name(Schema, table.Table.Name),
                Existing = existing,
                Model = model,
                Action = action,
            });
        }

        return TablePromotion.WithMoves(planned);
    }
}
