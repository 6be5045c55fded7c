using Lumos.DuckDb.Native;

namespace Lumos.DuckDb;

/// <summary>Asks a connection how far it is while a statement runs.</summary>
internal sealed class ProgressWatch : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly ConnectionHandle _connection;
    private readonly IProgress<DuckDbProgress> _progress;
    private readonly Timer _timer;

    private ProgressWatch(ConnectionHandle connection, IProgress<DuckDbProgress> progress)
    {
        _connection = connection;
        _progress = progress;
        _timer = new Timer(static state => ((ProgressWatch)state!).Report(), this, Period, Period);
    }

    internal static ProgressWatch? Start(ConnectionHandle connection, IProgress<DuckDbProgress>? progress) =>
        progress is null ? null : new ProgressWatch(connection, progress);

    public void Dispose()
    {
        _timer.Dispose();
        Report();
    }

    private void Report()
    {
        try
        {
            var now = Api.duckdb_query_progress(_connection);
            _progress.Report(new DuckDbProgress(now.Percentage, (long)now.RowsProcessed, (long)now.TotalRows));
        }
        catch (ObjectDisposedException)
        {
            // The connection was closed in the meantime.
        }
    }
}
