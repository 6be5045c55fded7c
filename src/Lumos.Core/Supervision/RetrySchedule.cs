namespace Lumos.Core.Supervision;

/// <summary>How often and how soon a failed step is tried again. Whether it may be is <see cref="Abstractions.ErrorTaxonomy"/>'s to say.</summary>
internal sealed record RetrySchedule(int MaxAttempts, TimeSpan FirstDelay)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    /// <param name="retries">Tries after the first that were made.</param>
    public bool MayTryAgain(int retries) => retries + 1 < MaxAttempts;

    /// <param name="retry">1 for the second try.</param>
    public TimeSpan DelayBefore(int retry)
    {
        var delay = FirstDelay * Math.Pow(2, retry - 1);
        return delay < LongestDelay ? delay : LongestDelay;
    }
}
