using System;
using System.ComponentModel;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Kernels;

/// <summary>Moments from the clocks of an IANA time zone to UTC and back, for generated code. Same meaning as the interpreter's. Not for use by hand.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ZoneKernel
{
    private const long SecondsTo1970 = 62_135_596_800;

    private readonly ZoneSteps _steps;

    private ZoneKernel(ZoneSteps steps) => _steps = steps;

    /// <summary>From the clocks of a zone to UTC.</summary>
    /// <exception cref="InvalidOperationException">There is no such zone.</exception>
    public static ZoneKernel ToUtc(string zone, AmbiguousRule ambiguous) => new(ZoneSteps.ToUtc(zone, ambiguous));

    /// <summary>From UTC to the clocks of a zone.</summary>
    /// <exception cref="InvalidOperationException">There is no such zone.</exception>
    public static ZoneKernel FromUtc(string zone) => new(ZoneSteps.FromUtc(zone));

    /// <summary>The moment by the other clock; false where it has none.</summary>
    public bool TryShift(DateTime moment, out DateTime shifted)
    {
        var shift = _steps.ShiftAt((moment.Ticks / TimeSpan.TicksPerSecond) - SecondsTo1970);
        shifted = shift is { } seconds ? moment.AddTicks(seconds * TimeSpan.TicksPerSecond) : default;
        return shift is not null;
    }
}
