namespace Lumos.Core.Migration.Staging;

/// <summary>Keeps reading at or below a rate.</summary>
/// <param name="time">The clock.</param>
/// <param name="rowsPerSecond">The rate; null for no limit.</param>
internal sealed class Pace(TimeProvider time, int? rowsPerSecond)
{
    private readonly long _started = time.GetTimestamp();
    private long _rows;

    /// <summary>Waits until so many more rows may be handed on.</summary>
    public async ValueTask WaitAsync(int rows, CancellationToken cancellationToken)
    {
        if (rowsPerSecond is not { } most) return;
        _rows += rows;
        var due = TimeSpan.FromSeconds((double)_rows / most) - time.GetElapsedTime(_started);
        if (due > TimeSpan.Zero) await Task.Delay(due, time, cancellationToken).ConfigureAwait(false);
    }
}
