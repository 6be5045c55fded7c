using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Lumos.Core.Supervision;

/// <summary>Kills the process, without any clean-up, or holds or stops it, when one place is reached for the n-th time.</summary>
internal sealed partial class ProcessFailpoints : IFailpoints
{
    private const string HoldMark = "hold@", StopMark = "stop@";
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(60);
    private readonly string _point;
    private readonly bool _holds;
    private readonly bool _stops;
    private readonly Action<string>? _reached;
    private int _left;

    /// <param name="specification">
    /// <c>place</c> kills when the place is reached, <c>place:n</c> when it is reached for the n-th time; <c>hold@place</c> waits there until the run is
    /// cancelled, a minute at most; <c>stop@place</c> stops the whole process (SIGSTOP) until somebody lets it go on.
    /// </param>
    /// <param name="reached">Told the place before the wait.</param>
    /// <exception cref="ArgumentException">The place is not in <see cref="FailpointNames"/>, or n is not 1 or more.</exception>
    public ProcessFailpoints(string specification, Action<string>? reached = null)
    {
        ArgumentNullException.ThrowIfNull(specification);
        _reached = reached;
        _holds = specification.StartsWith(HoldMark, StringComparison.Ordinal);
        _stops = specification.StartsWith(StopMark, StringComparison.Ordinal);
        var parts = (_holds || _stops ? specification[HoldMark.Length..] : specification).Split(':');
        _point = parts[0];
        if (!FailpointNames.All.Contains(_point) && !FailpointNames.OfSome.Contains(_point)) throw new ArgumentException($"There is no failpoint '{_point}'.", nameof(specification));
        _left = 1;
        if (parts.Length > 2 || (parts.Length == 2 && (!int.TryParse(parts[1], out _left) || _left < 1)))
        {
            throw new ArgumentException("A failpoint is a place, or place:n with n of 1 or more.", nameof(specification));
        }
    }

    public void Hit(string point, CancellationToken cancellationToken)
    {
        if (point != _point || Interlocked.Decrement(ref _left) != 0) return;
        if (_holds)
        {
            _reached?.Invoke(point);
            cancellationToken.WaitHandle.WaitOne(LongestHold);
            return;
        }

        if (_stops)
        {
            _reached?.Invoke(point);

            // To this thread: a signal to the process is taken by whichever thread runs next, and this one would go on until then.
            _ = Raise(OperatingSystem.IsMacOS() ? 17 : 19);
            return;
        }

        Process.GetCurrentProcess().Kill();

        // The kill is on its way; nothing may happen in between.
        using var never = new ManualResetEventSlim();
        never.Wait(CancellationToken.None);
    }

    [LibraryImport("libc", EntryPoint = "raise")]
    private static partial int Raise(int signal);
}
