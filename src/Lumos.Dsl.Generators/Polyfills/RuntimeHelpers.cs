namespace System.Runtime.CompilerServices;

/// <summary>Lets the compiler slice arrays by range.</summary>
internal static class RuntimeHelpers
{
    public static T[] GetSubArray<T>(T[] array, Range range)
    {
        var start = range.Start.GetOffset(array.Length);
        var result = new T[range.End.GetOffset(array.Length) - start];
        Array.Copy(array, start, result, 0, result.Length);
        return result;
    }
}
