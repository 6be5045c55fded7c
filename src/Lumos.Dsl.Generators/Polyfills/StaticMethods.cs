using System.Runtime.CompilerServices;

namespace System;

/// <summary>Static methods of exceptions and enumerations .NET Standard 2.0 lacks.</summary>
internal static class StaticMethods
{
    extension(ArgumentNullException)
    {
        public static void ThrowIfNull(object? argument, [CallerArgumentExpression(nameof(argument))] string? name = null)
        {
            if (argument is null) throw new ArgumentNullException(name);
        }
    }

    extension(ArgumentException)
    {
        public static void ThrowIfNullOrEmpty(string? argument, [CallerArgumentExpression(nameof(argument))] string? name = null)
        {
            if (string.IsNullOrEmpty(argument)) throw new ArgumentException("The value is empty.", name);
        }
    }

    extension(ArgumentOutOfRangeException)
    {
        public static void ThrowIfNegative(int value, [CallerArgumentExpression(nameof(value))] string? name = null) => Require(value >= 0, value, name);

        public static void ThrowIfNegativeOrZero(int value, [CallerArgumentExpression(nameof(value))] string? name = null) => Require(value > 0, value, name);

        public static void ThrowIfLessThan(int value, int other, [CallerArgumentExpression(nameof(value))] string? name = null) => Require(value >= other, value, name);

        public static void ThrowIfGreaterThan(int value, int other, [CallerArgumentExpression(nameof(value))] string? name = null) => Require(value <= other, value, name);
    }

    extension(Enum)
    {
        public static T[] GetValues<T>()
            where T : struct, Enum => (T[])Enum.GetValues(typeof(T));
    }

    private static void Require(bool holds, int value, string? name)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, value, "The value is out of range.");
    }
}
