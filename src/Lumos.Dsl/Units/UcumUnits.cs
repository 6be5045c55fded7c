namespace Lumos.Dsl.Units;

/// <summary>Units in the case-sensitive codes of UCUM (The Unified Code for Units of Measure, version 2.2): <c>mg/dL</c>, <c>10*3/uL</c>, <c>mm[Hg]</c>.</summary>
public static class UcumUnits
{
    /// <summary>Reads a UCUM expression.</summary>
    /// <param name="code">The expression, at most 250 characters; case matters.</param>
    /// <param name="unit">The unit, or null.</param>
    /// <param name="problem">What is wrong and at which character, or null.</param>
    /// <returns>False when it is no unit.</returns>
    public static bool TryParse(string code, out UnitOfMeasure? unit, out string? problem)
    {
        if (code is null) throw new ArgumentNullException(nameof(code));
        var value = UcumParser.Parse(code, out problem);
        unit = value is null ? null : UnitOfMeasure.Of(code, value);
        return value is not null;
    }
}
