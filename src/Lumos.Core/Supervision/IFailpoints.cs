namespace Lumos.Core.Supervision;

/// <summary>Named places at which a crash test may kill the process. Nothing happens at them otherwise.</summary>
internal interface IFailpoints
{
    /// <summary>Called when the place is reached. Cheap; still, not for inner loops.</summary>
    /// <param name="point">One of <see cref="FailpointNames"/>.</param>
    void Hit(string point);
}

/// <summary>No place does anything.</summary>
internal sealed class NoFailpoints : IFailpoints
{
    public static NoFailpoints Instance { get; } = new();

    public void Hit(string point)
    {
    }
}
