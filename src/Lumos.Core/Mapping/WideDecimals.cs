using Lumos.Abstractions;

namespace Lumos.Core.Mapping;

/// <summary>Decimals the transform language converts and computes only where a pipeline asks for it (<c>wide: true</c>).</summary>
internal static class WideDecimals
{
    private const int MostDigits = 18;

    /// <summary>Whether any of the types has more digits than a pipeline may have unasked.</summary>
    public static bool Any(params ReadOnlySpan<ColumnType> types)
    {
        foreach (var type in types)
        {
            if (type.Kind == ColumnKind.Decimal && type.Precision > MostDigits) return true;
        }

        return false;
    }
}
