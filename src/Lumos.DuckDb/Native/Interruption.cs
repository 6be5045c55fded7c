namespace Lumos.DuckDb.Native;

/// <summary>Interrupts a connection while a token is cancelled.</summary>
internal static class Interruption
{
    private static readonly Action<object?> Interrupt = static state =>
    {
        var connection = (ConnectionHandle)state!;
        try
        {
            Api.duckdb_interrupt(connection);
        }
        catch (ObjectDisposedException)
        {
            // The connection was closed in the meantime: nothing runs on it.
        }
    };

    internal static CancellationTokenRegistration On(ConnectionHandle connection, CancellationToken token) =>
        token.CanBeCanceled ? token.UnsafeRegister(Interrupt, connection) : default;
}
