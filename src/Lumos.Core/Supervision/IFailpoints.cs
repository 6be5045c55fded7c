namespace Lumos.Core.Supervision;

/// <summary>Named places at which a test may kill or hold the process. Nothing happens at them otherwise.</summary>
internal interface IFailpoints
{
    /// <summary>Called when the place is reached. Cheap; still, not for inner loops.</summary>
    /// <param name="point">One of <see cref="FailpointNames"/>.</param>
    /// <param name="cancellationToken">Ends a hold; without one a place is held for a minute at most.</param>
    void Hit(string point, CancellationToken cancellationToken);
}

/// <summary>No place does anything.</summary>
internal sealed class NoFailpoints : IFailpoints
{
    public static NoFailpoints Instance { get; } = new();

    public void Hit(string point, CancellationToken cancellationToken)
    {
    }
}
