using Lumos.Abstractions;

namespace Lumos.Core.Migration.Targets;

/// <summary>A target whose engine computes rows where they are, from tables it reads itself.</summary>
internal interface IComputesRows
{
    /// <summary>Lets the engine read a database file.</summary>
    /// <returns>SQL of the database's name.</returns>
    string Attach(string path);

    /// <summary>Stages the rows of a query as one segment, whole or not at all. Doing it again replaces the segment.</summary>
    /// <param name="runId">Run.</param>
    /// <param name="table">The table as it is staged; its staging area is open.</param>
    /// <param name="segment">Segment.</param>
    /// <param name="sql">Query of the columns of the staged table, in order.</param>
    /// <param name="cancellationToken">Stops it, which leaves nothing.</param>
    void Compute(string runId, TargetTable table, long segment, string sql, CancellationToken cancellationToken);

    /// <summary>SQL of the staged rows of a table.</summary>
    string Computed(string runId, string table);

    /// <summary>Reads a query as one batch.</summary>
    ColumnBatch Collect(string sql, ColumnSchema schema, RowOrigin origin, CancellationToken cancellationToken);
}
