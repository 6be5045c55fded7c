namespace Lumos.Core.Migration.Staging;

/// <summary>Keeps reading at or below a rate.</summary>
/// <param name="time">The clock.</param>
/// <param name="rowsPerSecond">The rate; null for no limit.</param>
internal sealed class Pace(TimeProvider time, int? rowsPerSecond)
{
    private long _due = time.GetTimestamp();

    /// <summary>Waits until so many more rows may be handed on. Time that was lost is not made up for.</summary>
    public async ValueTask WaitAsync(int rows, CancellationToken cancellationToken)
    {
        if (rowsPerSecond is not { } most) return;
        var now = time.GetTimestamp();
        _due = Math.Max(_due, now) + (long)((double)rows / most * time.TimestampFrequency);
        await Task.Delay(time.GetElapsedTime(now, _due), time, cancellationToken).ConfigureAwait(false);
    }
}
