import { useTranslation } from 'react-i18next';
import { allAreas, areas, type Area } from '../acting/mayActFor';
import { FieldFault } from '../parts/FieldFault';

/** The areas of a fullmakt, each with what it opens. All of them takes the place of each. */
export function AreaFields({ chosen, change, missing }: { chosen: Area[]; change: (areas: Area[]) => void; missing: boolean }) {
  const { t: say } = useTranslation('citizen');
  const toggle = (area: Area) => {
    if (area === allAreas) return change(chosen.includes(allAreas) ? [] : [allAreas]);
    const others = chosen.filter((one) => one !== allAreas);
    change(others.includes(area) ? others.filter((one) => one !== area) : [...others, area]);
  };
  return (
    <fieldset className="choices">
      <legend className="field-label">{say('fullmakt.areas')}</legend>
      <FieldFault id="areas-fault" text={missing ? say('fullmakt.no-area') : undefined} />
      <div className="choices__list">
        {areas.map((area) => (
          <label key={area} className="choice">
            <input type="checkbox" checked={chosen.includes(area)} aria-invalid={missing} aria-describedby={missing ? 'areas-fault' : undefined} onChange={() => toggle(area)} />
            <span className="choice__words">
              {say(`fullmakt.area-${area}`)}
              <span className="choice__help">{say(`fullmakt.area-${area}-text`)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
