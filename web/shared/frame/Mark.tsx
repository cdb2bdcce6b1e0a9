/** Our own mark: a pilot's compass needle with a light. */
export function Mark({ size = 36 }: { size?: number }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      <circle cx="20" cy="20" r="20" fill="#08667c" />
      <path d="M20 5.500 24.300 17.300 20 34.500 15.700 17.300z" fill="#fff" />
      <path d="M5.500 20 15.500 17.600h9L34.500 20l-10 2.400h-9z" fill="#9de2bf" />
      <circle cx="20" cy="20" r="2.600" fill="#08667c" />
    </svg>
  );
}
