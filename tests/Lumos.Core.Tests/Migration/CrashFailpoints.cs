using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Migration;

/// <summary>Ends the stage at the n-th time a place is reached, as if the process had died there.</summary>
internal sealed class CrashFailpoints(string point, int time) : IFailpoints
{
    private int _left = time;

    public void Hit(string reached, CancellationToken cancellationToken = default)
    {
        if (reached == point && Interlocked.Decrement(ref _left) == 0) throw new CrashException();
    }
}

internal sealed class CrashException : Exception;
