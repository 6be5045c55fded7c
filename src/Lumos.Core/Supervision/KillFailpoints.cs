using System.Diagnostics;

namespace Lumos.Core.Supervision;

/// <summary>Kills the process, without any clean-up, when one place is reached for the n-th time.</summary>
internal sealed class KillFailpoints : IFailpoints
{
    private readonly string _point;
    private int _left;

    /// <param name="specification">A place, or <c>place:n</c> for the n-th time it is reached.</param>
    /// <exception cref="ArgumentException">The place is not in <see cref="FailpointNames"/>, or n is not 1 or more.</exception>
    public KillFailpoints(string specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        var parts = specification.Split(':');
        _point = parts[0];
        if (!FailpointNames.All.Contains(_point)) throw new ArgumentException($"There is no failpoint '{_point}'.", nameof(specification));
        _left = 1;
        if (parts.Length > 2 || (parts.Length == 2 && (!int.TryParse(parts[1], out _left) || _left < 1)))
        {
            throw new ArgumentException("A failpoint is a place, or place:n with n of 1 or more.", nameof(specification));
        }
    }

    public void Hit(string point)
    {
        if (point != _point || Interlocked.Decrement(ref _left) != 0) return;
        Process.GetCurrentProcess().Kill();

        // The kill is on its way; nothing may happen in between.
        using var never = new ManualResetEventSlim();
        never.Wait();
    }
}
