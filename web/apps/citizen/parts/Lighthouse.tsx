/** Decoration on wide screens: a lighthouse by a calm sea. */
export function Lighthouse() {
  return (
    <svg className="lighthouse" viewBox="0 0 300 300" aria-hidden="true" focusable="false">
      <clipPath id="round-picture">
        <circle cx="150" cy="150" r="146" />
      </clipPath>
      <g clipPath="url(#round-picture)">
        <path fill="#cae7ed" d="M0 0h300v300H0z" />
        <path d="M152 92 0 52v78zM172 92 300 60v66z" fill="#fcf2bf" />
        <path d="M142 110h40l15 122h-70z" fill="#fff" />
        <path d="M138.300 141h47.400l3.800 31h-55zM130.600 204h62.800l3.600 28h-70z" fill="#d56147" />
        <rect x="135" y="102" width="54" height="9" rx="3" fill="#084350" />
        <rect x="145" y="76" width="34" height="26" rx="3" fill="#f9ea9f" stroke="#084350" strokeWidth="4" />
        <path d="M141 76c3-14 11-21 21-21s18 7 21 21z" fill="#084350" />
        <path d="M62 250c20-22 50-26 74-22 34-8 76-4 98 22z" fill="#08667c" />
        <path d="M50 234v-34l-20 34zM55 234v-26l14 26zM24 238h52l-8 11H32z" fill="#fff" />
        <path d="M-20 250c28-10 52-10 80 0s52 10 80 0 52-10 80 0 52 10 80 0 52-10 80 0v60H-20z" fill="#58aabb" />
        <path d="M-40 270c28-10 52-10 80 0s52 10 80 0 52-10 80 0 52 10 80 0 52-10 80 0v60H-40z" fill="#188097" />
      </g>
    </svg>
  );
}
