namespace Lumos.DuckDb;

/// <summary>A caller's token, cancelled also when a command's time is over.</summary>
internal readonly struct TimeLimit : IDisposable
{
    private readonly CancellationTokenSource? _source;

    private TimeLimit(CancellationTokenSource? source, CancellationToken token) => (_source, Token) = (source, token);

    internal CancellationToken Token { get; }

    internal static TimeLimit Start(int seconds, CancellationToken cancellationToken)
    {
        if (seconds <= 0) return new TimeLimit(null, cancellationToken);
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        source.CancelAfter(TimeSpan.FromSeconds(seconds));
        return new TimeLimit(source, source.Token);
    }

    public void Dispose() => _source?.Dispose();
}
