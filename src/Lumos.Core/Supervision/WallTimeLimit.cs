namespace Lumos.Core.Supervision;

/// <summary>A token that is cancelled by the caller or by the clock, and knows which.</summary>
internal sealed class WallTimeLimit : IDisposable
{
    private readonly CancellationTokenSource _clock;
    private readonly CancellationTokenSource _both;

    public WallTimeLimit(TimeProvider time, TimeSpan limit, CancellationToken cancellationToken)
    {
        _clock = new CancellationTokenSource(limit, time);
        _both = CancellationTokenSource.CreateLinkedTokenSource(_clock.Token, cancellationToken);
    }

    public CancellationToken Token => _both.Token;

    public bool Exceeded => _clock.IsCancellationRequested;

    public void Dispose()
    {
        _both.Dispose();
        _clock.Dispose();
    }
}
